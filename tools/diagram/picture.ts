/** What a picture shows, however it is written down: boxes in boxes, and arrows between boxes. */
export interface Picture {
    readonly title: string;
    /** The picture in words, for who cannot see it. */
    readonly description: string;
    readonly boxes: readonly Box[];
    readonly arrows: readonly Arrow[];
}

export interface Box {
    readonly id: string;
    readonly kind: BoxKind;
    /** What the box stands for, for instance "VPC". */
    readonly caption: string;
    readonly title: string;
    readonly lines: readonly string[];
    /** Further facts, which do not fit into the picture. */
    readonly details: readonly string[];
    /** Whether it was made elsewhere. */
    readonly foreign: boolean;
    readonly children: readonly Box[];
}

export type BoxKind =
    | "account"
    | "vpc"
    | "zone"
    | "vswitch"
    | "server"
    | "interface"
    | "endpoint"
    | "service"
    | "loadBalancer";

/** Id of the box of a part of the network. */
export function boxId(kind: BoxKind, id: string): string {
    return `${kind} ${id}`;
}

export interface Arrow {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly kind: ArrowKind;
}

/** The state of a connection, or, for every other arrow, the way that traffic takes. */
export type ArrowKind = "traffic" | "connected" | "waiting" | "disconnected";
