export function formatTime(time: Date): string {
    return `${time.toISOString().slice(0, 19)}Z`;
}
