import { TEXT_STYLES } from "./layout";
import type { ArrowKind, BoxKind } from "./picture";

/** Colors of a picture: of the text, of the background, and of the kinds. */
interface Palette {
    readonly canvas: string;
    readonly text: string;
    readonly soft: string;
    readonly arrows: Readonly<Record<ArrowKind, string>>;
    /** Of each kind of box, the background, the border and the caption. */
    readonly boxes: Readonly<Record<BoxKind, readonly [string, string, string]>>;
}

const LIGHT: Palette = {
    canvas: "#ffffff",
    text: "#17212b",
    soft: "#4c5965",
    arrows: {
        traffic: "#5b6875",
        connected: "#1c7a4b",
        waiting: "#8a5a00",
        disconnected: "#b3261e",
    },
    boxes: {
        account: ["#f3f5f7", "#8592a0", "#4c5965"],
        vpc: ["#ebf5ee", "#569a70", "#23643d"],
        zone: ["#f8fcf9", "#9dbfab", "#3b6650"],
        vswitch: ["#edf3fa", "#85a9d1", "#2f5a8a"],
        server: ["#ffffff", "#5f7fae", "#35588a"],
        interface: ["#ffffff", "#2f8796", "#1c6a78"],
        endpoint: ["#faf6fe", "#8456b8", "#6a3ba0"],
        service: ["#fff7f1", "#c0622b", "#97440f"],
        loadBalancer: ["#fffaeb", "#ad7c0c", "#7a5500"],
    },
};

const DARK: Palette = {
    canvas: "#12171d",
    text: "#e8edf2",
    soft: "#aab6c2",
    arrows: {
        traffic: "#93a1af",
        connected: "#56c98b",
        waiting: "#e0ad4d",
        disconnected: "#ff8a80",
    },
    boxes: {
        account: ["#1a2129", "#5d6b79", "#aab6c2"],
        vpc: ["#17261d", "#4b8c65", "#8bd0a6"],
        zone: ["#1b2a22", "#3f5f4e", "#9cc4ae"],
        vswitch: ["#1a2634", "#4a719e", "#9cc3ee"],
        server: ["#151b22", "#5b7fb5", "#a6c5f0"],
        interface: ["#151b22", "#3a97a6", "#7fd3e0"],
        endpoint: ["#221a2e", "#8f66c0", "#cdaef0"],
        service: ["#2b1e16", "#c4703c", "#f2ac80"],
        loadBalancer: ["#282112", "#b08a2c", "#ecc868"],
    },
};

/** The style of a picture: dark where a screen is, light everywhere else, so on paper too. */
export const SVG_STYLE = [
    ".network{font-family:Helvetica,Arial,sans-serif}",
    ...Object.entries(TEXT_STYLES).map(
        ([style, { size, weight }]) =>
            `.network .${style}{font-size:${size}px;font-weight:${weight === "bold" ? 700 : 400}}`,
    ),
    ".network .label text{text-anchor:middle}",
    ".network .way{fill:none;stroke-width:1.4}",
    ".network .connected .way,.network .waiting .way,.network .disconnected .way{stroke-width:2.4}",
    ".network .waiting .way{stroke-dasharray:7 5}",
    ".network .disconnected .way{stroke-dasharray:2 5}",
    ".network .box.zone>rect,.network .box.foreign>rect{stroke-dasharray:5 4}",
    colors(LIGHT),
    `@media screen and (prefers-color-scheme:dark){${colors(DARK)}}`,
].join("");

function colors({ canvas, text, soft, arrows, boxes }: Palette): string {
    return [
        `.network .background{fill:${canvas}}`,
        `.network .title{fill:${text}}`,
        `.network .line{fill:${soft}}`,
        ...Object.entries(boxes).map(
            ([kind, [background, border, caption]]) =>
                `.network .${kind}>rect{fill:${background};stroke:${border}}.network .${kind}>.caption{fill:${caption}}`,
        ),
        ...Object.entries(arrows).map(
            ([kind, color]) =>
                `.network .${kind} .way{stroke:${color}}.network .${kind} .head,.network .label.${kind} text{fill:${color}}`,
        ),
        `.network .label rect{fill:${canvas}}`,
    ].join("");
}
