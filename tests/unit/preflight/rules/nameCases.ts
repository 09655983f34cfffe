import fc from "fast-check";

import {
    all,
    type CasesByRule,
    DIGITS,
    LETTERS,
    NO_TEXT,
    regionIds,
    type RuleCases,
    serviceIds,
    textOf,
    withCharacter,
} from "./ruleCases";

const CHINESE = "订单服务";
const FORBIDDEN = ' \t\n!"#$%&()*+,:;<=>?@[\\]^`{|}~';

export const NAME_CASES: CasesByRule = {
    "names.certificateNames": {
        allows: [["orders.example"], ["*.example", "a-1.b.example"]],
        refuses: all(
            [
                [],
                ["orders"],
                ["https://orders.example"],
                ["orders.example", "-a.example"],
                ["*"],
                ["a.*.example"],
                [1],
                "orders.example",
                undefined,
            ],
            /^found .*Must list at least one full name of letters, digits and hyphens/,
        ),
        good: fc.array(fc.domain(), { minLength: 1 }),
        bad: fc.oneof(
            NO_TEXT.filter((value) => !Array.isArray(value) || value.length === 0),
            fc.domain().map((name) => [name, `${name}:443`]),
        ),
    },
    "names.resourceName": name({
        first: LETTERS + CHINESE,
        rest: "_-",
        limits: [2, 128],
        forbidden: FORBIDDEN + "./",
        message:
            /Must be 2 to 128 letters, digits, hyphens and underscores, and start with a letter\.$/,
        allows: ["ab", "App-1_x", CHINESE, "a".repeat(128)],
        refuses: ["a", "1a", "-a", "_a", "a b", "a.b", "", "a".repeat(129), "acs:x", null, 1],
    }),
    "names.description": {
        allows: [
            "ab",
            "see http://x",
            "x".repeat(256),
            "This is my EndpointService.",
            "a\nb",
            "👍".repeat(256),
        ],
        refuses: all(
            [
                "",
                "a",
                "x".repeat(257),
                "http://x",
                "https://x",
                null,
                undefined,
                12,
                "👍",
                "👍".repeat(257),
            ],
            /Must be 2 to 256 characters, and not start with http:\/\/ or https:\/\/\.$/,
        ),
        good: fc
            .string({ minLength: 2, maxLength: 256, unit: "binary", size: "max" })
            .filter((text) => !text.startsWith("http")),
        bad: fc.oneof(
            fc.string({ maxLength: 1, unit: "binary" }),
            fc.string({ minLength: 257, maxLength: 400, unit: "binary", size: "max" }),
            fc.webUrl(),
            NO_TEXT,
        ),
    },
    "names.clbName": name({
        first: LETTERS + CHINESE,
        rest: "._-",
        limits: [1, 80],
        forbidden: FORBIDDEN + "/",
        message: /Must be 1 to 80 letters, digits and the characters .*start with a letter\.$/,
        allows: ["a", "orders-lb_1.a", CHINESE, "a".repeat(80)],
        refuses: ["", "my lb", "1st", "-a", "a/b", "a".repeat(81), null],
    }),
    "names.albName": name({
        first: LETTERS + CHINESE,
        rest: "._-",
        limits: [2, 128],
        forbidden: FORBIDDEN + "/",
        message: /Must be 2 to 128 letters, digits and the characters .*start with a letter\.$/,
        allows: ["ab", "orders.alb_1-a", CHINESE, "a".repeat(128)],
        refuses: ["a", "", "1st", ".ab", "a b", "a".repeat(129), undefined],
    }),
    "names.clbListenerDescription": name({
        first: `${LETTERS}${DIGITS}${CHINESE}-/._`,
        rest: "-/._",
        limits: [1, 80],
        forbidden: FORBIDDEN,
        message: /Must be 1 to 80 letters, digits and the characters/,
        allows: ["a", "HTTP_443", "orders/v1.2", CHINESE, "a".repeat(80)],
        refuses: ["", "the orders", "a".repeat(81), null, 80],
    }),
    "names.albListenerDescription": name({
        first: `${LETTERS}${DIGITS}${CHINESE}-/._`,
        rest: "-/._",
        limits: [2, 256],
        forbidden: FORBIDDEN,
        message: /Must be 2 to 256 letters, digits and the characters/,
        allows: ["ab", "HTTP_80", "a".repeat(256)],
        refuses: ["a", "", "the orders", "a".repeat(257), {}],
    }),
    "names.regionId": {
        allows: ["eu-central-1", "cn-hangzhou", "cn-hangzhou-finance", "cn-north-2-gov-1"],
        refuses: all(
            ["Frankfurt", "eu-central-1a", "cn-hangzhou-h", "eu-central-1 ", "eu", "", 1, null],
            /Must be the id of a region, for instance eu-central-1, without blanks around it\.$/,
        ),
        good: regionIds,
        bad: fc.oneof(
            regionIds.map((regionId) => `${regionId} `),
            regionIds.map((regionId) => regionId.toUpperCase()),
            NO_TEXT,
        ),
    },
    "names.serviceName": {
        allows: [
            "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
            "com.aliyuncs.privatelink.cn-zhangjiakou.cloudcontrol-api",
            "com.aliyuncs.dashscope",
            "com.aliyuncs.cn-hangzhou.smq",
        ],
        refuses: all(
            [
                "epsrv-1",
                "com.example.service",
                "com.aliyuncs.privatelink.eu-central-1",
                "com.aliyuncs.privatelink..epsrv-1",
                "com.aliyuncs.privatelink.eu-central-1.epsrv-1.",
                "com.aliyuncs.privatelink.eu-central-1.epsrv-1 ",
                "com.aliyuncs.private-link.eu-central-1.epsrv-1",
                "com.aliyuncs.",
                "",
                null,
            ],
            /Must have the form com\.aliyuncs\.privatelink\.<region>\.<service id>, or be the name of a service of Alibaba Cloud itself, /,
        ),
        good: fc
            .tuple(regionIds, fc.oneof(serviceIds, fc.constantFrom("oss", "cloudcontrol-api")))
            .map(([regionId, service]) => `com.aliyuncs.privatelink.${regionId}.${service}`),
        bad: fc.oneof(
            serviceIds,
            fc.domain().filter((text) => !text.startsWith("com.aliyuncs.")),
            fc
                .tuple(regionIds, serviceIds)
                .map(([regionId, id]) => `com.aliyuncs.privatelink.${id}${regionId}`),
            NO_TEXT,
        ),
    },
    "names.healthCheckPath": path({ rest: "-_/.%?#&=", refused: "~;!()*[]@$^:',+" }),
    "names.albHealthCheckPath": path({ rest: "-_/.%?#&=~;!()*[]@$^:',+", refused: "" }),
    "names.healthCheckDomain": {
        allows: ["$_ip", "orders.example", "10.0.0.1", "a", "a".repeat(80)],
        refuses: all(
            ["", "orders_1.example", "orders example", "a".repeat(81), "$ip", null, undefined],
            /Must be 1 to 80 letters, digits and the characters "-" and "\."/,
        ),
        good: fc.oneof(fc.constant("$_ip"), textOf(`${LETTERS}${DIGITS}.-`, { min: 1, max: 80 })),
        bad: fc.oneof(
            fc.constant(""),
            textOf(LETTERS, { min: 81, max: 120 }),
            withCharacter(textOf(LETTERS, { min: 1, max: 60 }), FORBIDDEN + "_/"),
            NO_TEXT,
        ),
    },
    "names.healthCheckHost": {
        allows: [
            "$SERVER_IP",
            "www.example.com",
            "tf-testAcc.com",
            "a-1.b2.example",
            `${"a".repeat(76)}.com`,
        ],
        refuses: all(
            [
                "",
                "orders",
                ".example.com",
                "example.com.",
                "-a.example",
                "a-.example",
                "a.b1",
                "a.b-c",
                "$server_ip",
                `${"a".repeat(77)}.com`,
                "a..b",
                "$_ip",
                null,
            ],
            /Must be a host name of 1 to 80 /,
        ),
        good: fc.oneof(
            fc.constant("$SERVER_IP"),
            fc
                .tuple(
                    fc.array(fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,10}[A-Za-z0-9])?$/), {
                        minLength: 1,
                        maxLength: 4,
                    }),
                    fc.stringMatching(/^[A-Za-z]{1,10}$/),
                )
                .map(([labels, last]) => [...labels, last].join(".")),
        ),
        bad: fc.oneof(
            fc.stringMatching(/^[a-z]{0,80}$/),
            fc.ipV4(),
            fc.domain().map((domain) => `.${domain}`),
            fc.domain().map((domain) => `${domain}.`),
            fc.domain().map((domain) => `${domain}-`),
            fc.domain().map((domain) => `${"a".repeat(80)}.${domain}`),
            NO_TEXT,
        ),
    },
    "names.healthCheckCodes": {
        allows: ["http_2xx", "http_2xx,http_3xx", "http_5xx,http_4xx,http_3xx,http_2xx"],
        refuses: all(
            [
                "",
                "200",
                "http_1xx",
                "http_6xx",
                "http_2xx,",
                "http_2xx, http_3xx",
                "HTTP_2XX",
                null,
            ],
            /Must be one or more of "http_2xx", "http_3xx", "http_4xx" and "http_5xx"/,
        ),
        good: fc
            .subarray(["http_2xx", "http_3xx", "http_4xx", "http_5xx"], { minLength: 1 })
            .map((codes) => codes.join(",")),
        bad: fc.oneof(
            fc
                .tuple(
                    fc.constantFrom("http_2xx", "http_4xx"),
                    fc.constantFrom("", "200", "http_1xx", "http_6xx", " http_3xx", "http_2XX"),
                )
                .map((codes) => codes.join(",")),
            fc.stringMatching(/^[1-5]\d\d$/),
            NO_TEXT,
        ),
    },
    "names.cookie": {
        allows: ["session", "orders_session-id.1", "B490B5EBF6F3CD402E515D22BCDA", "a".repeat(200)],
        refuses: all(
            [
                "",
                "$session",
                "a b",
                "a,b",
                "a;b",
                "订单",
                "séance",
                "a".repeat(201),
                null,
                undefined,
            ],
            /Must be 1 to 200 ASCII characters /,
        ),
        good: textOf(`${LETTERS}${DIGITS}_-.`, { min: 1, max: 200 }),
        bad: fc.oneof(
            fc.constant(""),
            textOf(LETTERS, { min: 201, max: 260 }),
            withCharacter(textOf(LETTERS, { min: 1, max: 100 }), " ,;\té单"),
            textOf(LETTERS, { min: 0, max: 100 }).map((text) => `$${text}`),
            NO_TEXT,
        ),
    },
};

/** The cases of a rule about a text's characters, the first of which is of fewer kinds. */
function name({
    first,
    rest,
    limits: [shortest, longest],
    forbidden,
    message,
    allows,
    refuses,
}: {
    readonly first: string;
    readonly rest: string;
    readonly limits: readonly [number, number];
    readonly forbidden: string;
    readonly message: RegExp;
    readonly allows: readonly unknown[];
    readonly refuses: readonly unknown[];
}): RuleCases {
    const characters = LETTERS + CHINESE + DIGITS + rest;
    const ofLength = (min: number, max: number) =>
        fc
            .tuple(
                fc.constantFrom(...first),
                textOf(characters, { min: Math.max(min - 1, 0), max: max - 1 }),
            )
            .map((parts) => parts.join(""));
    const good = ofLength(shortest, longest);
    const otherFirst = [...characters].filter((character) => !first.includes(character));
    const startingWrong =
        otherFirst.length === 0
            ? []
            : [
                  fc
                      .tuple(fc.constantFrom(...otherFirst), good)
                      .map((parts) => parts.join("").slice(0, longest)),
              ];
    return {
        allows,
        refuses: all(refuses, message),
        good,
        bad: fc.oneof(
            ofLength(longest + 1, longest + 20),
            textOf(first, { min: 0, max: shortest - 1 }),
            withCharacter(ofLength(shortest, longest - 1), forbidden),
            NO_TEXT,
            ...startingWrong,
        ),
    };
}

function path({ rest, refused }: { readonly rest: string; readonly refused: string }): RuleCases {
    const characters = LETTERS + DIGITS + rest;
    return {
        allows: ["/", "/health", "/a?b=c&d#e.html", `/${"a".repeat(79)}`],
        refuses: all(
            ["", "health", "/a b", '/a"b', "/健康", `/${"a".repeat(80)}`, null, undefined],
            /Must be 1 to 80 letters.*start with a slash\.$/,
        ),
        good: textOf(characters, { min: 0, max: 79 }).map((text) => `/${text}`),
        bad: fc.oneof(
            fc
                .tuple(fc.constantFrom(..."aZ0-.%?#&="), textOf(characters, { min: 0, max: 78 }))
                .map((parts) => parts.join("")),
            textOf(characters, { min: 80, max: 120 }).map((text) => `/${text}`),
            withCharacter(textOf(characters, { min: 0, max: 70 }), ` \n\\{}|<>${refused}`).map(
                (text) => `/${text}`,
            ),
            NO_TEXT,
        ),
    };
}
