/** ECS answers most times to the minute: `2026-01-31T09:30Z`; images and rules to the second. */
export function formatMinute(time: Date): string {
    return `${time.toISOString().slice(0, 16)}Z`;
}

export function formatTime(time: Date): string {
    return `${time.toISOString().slice(0, 19)}Z`;
}
