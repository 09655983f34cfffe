/** What is known of a transfer so far, for `--write-out`; times in milliseconds since its start. */
export class Progress {
    status = 0;
    contentType = "";
    bytes = 0;
    connections = 0;
    remoteAddress = "";
    remotePort = 0;
    nameLookedUpAt = 0;
    connectedAt = 0;
    securedAt = 0;
    startedReceivingAt = 0;
    endedAt = 0;
    redirects = 0;

    connectedTo(address: string, port: number, at: number): void {
        this.remoteAddress = address;
        this.remotePort = port;
        this.connectedAt = at;
        this.connections += 1;
    }
}
