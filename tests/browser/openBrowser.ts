import assert from "node:assert/strict";

import { type Browser, chromium, type Page } from "playwright-core";

import { findChromium, NO_CHROMIUM } from "./chromium";

/** How a page is shown. */
export interface Showing {
    readonly width?: number;
    readonly dark?: boolean;
}

/** A browser that reaches nothing but what a test gives it. */
export interface TestBrowser {
    /**
     * Shows markup to what looks at it, and fails if the page asked for anything from elsewhere, or
     * said anything on the console.
     */
    show<T>(markup: string, showing: Showing, look: (page: Page) => Promise<T>): Promise<T>;
    close(): Promise<void>;
}

export async function openBrowser(): Promise<TestBrowser> {
    const executablePath = findChromium();
    assert.ok(executablePath !== undefined, NO_CHROMIUM);
    const browser: Browser = await chromium.launch({
        executablePath,
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
    // One page for all: each new one is a process of its own, which costs more than what is looked at.
    const context = await browser.newContext({ serviceWorkers: "block" });
    let complaints: string[] = [];
    await context.route("**", (route) => {
        complaints.push(`asked for ${route.request().url()}`);
        return route.abort();
    });
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
        complaints.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
    });
    return {
        async show(markup, { width = 1280, dark = false }, look) {
            // Ends what the last markup runs.
            await page.goto("about:blank");
            complaints = [];
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
            await page.setContent(markup, { waitUntil: "load" });
            const seen = await look(page);
            assert.deepEqual(complaints, []);
            return seen;
        },
        close: () => browser.close(),
    };
}
