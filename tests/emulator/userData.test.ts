import assert from "node:assert/strict";

import { answerPage } from "../../tools/emulator/dataplane/pageServer";
import { readUserData } from "../../tools/emulator/dataplane/userData";

const UNIT = `#!/bin/bash
mkdir -p /srv/page
echo '<h1>Hello</h1>' > /srv/page/index.html
cat > /etc/systemd/system/page.service <<'EOF'
[Service]
WorkingDirectory=/srv/page
ExecStart=/usr/bin/python3 -m http.server 8080
EOF
systemctl enable --now page.service
`;

describe("what an instance serves", () => {
    for (const [what, script, servers] of [
        ["the unit of a service", UNIT, [[8080, "/srv/page"]]],
        ["a background process", "#!/bin/sh\npython3 -m http.server 80 &", [[80, "/"]]],
        [
            "several servers",
            "#!/bin/sh\ncd /www && python3 -m http.server 80 &\ncd srv\npython -m http.server 81",
            [
                [80, "/www"],
                [81, "/srv"],
            ],
        ],
        [
            "none with an option that Python 3.6 does not have",
            "#!/bin/sh\npython3 -m http.server 80 --directory /srv\npython3 -m http.server 81 -d /srv",
            [],
        ],
        ["a comment", "#!/bin/sh\n# python3 -m http.server 80", []],
        ["another program", "#!/bin/sh\nnginx -g 'daemon off;'", []],
        ["no script", "python3 -m http.server 80", []],
        [
            "a server that is only spoken of",
            "#!/bin/sh\necho python3 -m http.server 80 is not started",
            [],
        ],
        ["nothing", "", []],
    ] as [string, string, [number, string][]][]) {
        it(`is read from user data: ${what}`, () => {
            const boot = readUserData(Buffer.from(script).toString("base64"));
            assert.deepEqual(
                boot.servers.map(({ port, directory }) => [port, directory]),
                servers,
            );
        });
    }

    it("are the files of the server's folder, its index for the folder itself, and nothing above it", () => {
        const script = `${UNIT}echo "plain" > /srv/page/more.txt\necho 'secret' > /srv/secret\n`;
        const boot = readUserData(Buffer.from(script).toString("base64"));
        const ask = (target: string, method = "GET") => {
            const request = { method, target, headers: new Map<string, string>() };
            const { status, body } = answerPage(boot, boot.servers[0], request);
            return [status, body.toString()];
        };
        assert.deepEqual(ask("/"), [200, "<h1>Hello</h1>\n"]);
        assert.deepEqual(ask("/index.html?a=b"), [200, "<h1>Hello</h1>\n"]);
        assert.deepEqual(ask("/more.txt"), [200, "plain\n"]);
        assert.deepEqual(ask("/", "HEAD"), [200, ""]);
        for (const target of ["/missing", "/../secret", "/%2e%2e/secret", "/%"]) {
            assert.equal(ask(target)[0], 404, target);
        }
        assert.equal(ask("/", "POST")[0], 501);
    });
});
