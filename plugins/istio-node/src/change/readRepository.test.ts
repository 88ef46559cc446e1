import type { Forge, RepositoryFile } from "../forges/Forge";
import { forgeError } from "../forges/forgeFault";
import { kustomizationTree } from "./kustomizationTree";
import { ParsedTexts } from "./ParsedTexts";
import { readRepository, type RepositoryQuestion } from "./readRepository";

const GATEWAY = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web, namespace: pay, uid: x, creationTimestamp: '2020-01-01T00:00:00Z'}
spec: {selector: {istio: ingressgateway}}
status: {conditions: []}
`;

function named(kind: string, name: string, rest = ""): string {
  return `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {}\n${rest}`;
}

function listing(...resources: string[]): string {
  return `resources:\n${resources.map((one) => `  - ${one}\n`).join("")}`;
}

const TREE = {
  "clusters/eu-1/kustomization.yaml": listing("pay", "shop", "all.yaml"),
  "clusters/eu-1/all.yaml":
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: pay}\n",
  "clusters/eu-1/pay/kustomization.yaml": listing("web.yaml"),
  "clusters/eu-1/pay/web.yaml": GATEWAY,
  "clusters/eu-1/shop/kustomization.yaml": listing("cart.yaml"),
  "clusters/eu-1/shop/cart.yaml": GATEWAY.replace("pay", "shop"),
};

/** A forge with these files that counts what it is asked. */
function memory(
  files: Record<string, string>,
  {
    type = "github",
    answer = (paths: readonly string[]) => paths,
  }: {
    type?: string;
    answer?: (paths: readonly string[]) => readonly string[];
  } = {}
) {
  const asked: string[][] = [];
  const forge: RepositoryQuestion["forge"] = {
    type,
    repository: "platform/gitops",
    async readFiles(ref, paths) {
      asked.push([...paths]);
      if (ref !== "main") return undefined;
      const found = answer(paths).flatMap((path): RepositoryFile[] =>
        path in files ? [{ path, content: files[path], sha: path }] : []
      );
      return new Map(found.map((file) => [file.path, file]));
    },
  };
  return { forge, asked };
}

function ask(
  forge: Pick<Forge, "type" | "repository" | "readFiles">,
  rest: Partial<RepositoryQuestion> = {}
) {
  return readRepository({
    ...{ forge, branch: "main", namespaces: ["shop"] },
    layout: { cluster: "eu-1" },
    allowedFolders: ["clusters/eu-1"],
    ...rest,
  });
}

async function read(
  files: Record<string, string>,
  rest: Partial<RepositoryQuestion> = {}
) {
  const { objects, unverified } = await ask(memory(files).forge, rest);
  return {
    objects: objects.map(
      ({ path, object: { kind, metadata } }) =>
        `${path}: ${kind} ${metadata.namespace ?? "-"}/${metadata.name}`
    ),
    unverified,
  };
}

describe("readRepository", () => {
  it("reads what the kustomizations bring together, by folder", async () => {
    const { forge, asked } = memory(TREE);
    const { objects, unverified } = await ask(forge);
    expect(unverified).toEqual([]);
    // Those of the namespace of the change come first.
    expect(objects.map(({ path }) => path)).toEqual([
      "clusters/eu-1/shop/cart.yaml",
      "clusters/eu-1/pay/web.yaml",
      "clusters/eu-1/all.yaml",
    ]);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.flat()).size).toBe(asked.flat().length);
  });

  it("keeps what a file says of an object, and no state", async () => {
    const { objects } = await ask(memory(TREE).forge);
    expect(objects[1].object).toEqual({
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: "web", namespace: "pay" },
      spec: { selector: { istio: "ingressgateway" } },
    });
  });

  it("puts objects where the outermost kustomization says", async () => {
    const { objects } = await read({
      "clusters/eu-1/kustomization.yaml": listing("pay"),
      "clusters/eu-1/pay/kustomization.yaml": `namespace: pay\n${listing(
        "a.yaml",
        "deep"
      )}`,
      "clusters/eu-1/pay/a.yaml": named("Gateway", "a"),
      "clusters/eu-1/pay/deep/kustomization.yaml": `namespace: other\n${listing(
        "b.yaml"
      )}`,
      "clusters/eu-1/pay/deep/b.yaml": named("VirtualService", "b"),
    });
    expect(objects).toEqual([
      "clusters/eu-1/pay/a.yaml: Gateway pay/a",
      "clusters/eu-1/pay/deep/b.yaml: VirtualService pay/b",
    ]);
  });

  it.each([
    ["patches", "patches: [{path: p.yaml}]\n"],
    ["namePrefix", "namePrefix: eu-\n"],
    ["commonLabels", "commonLabels: {a: b}\n"],
    ["components", "components: [../x]\n"],
    ["an unreadable text", "a: [\n"],
    ["a namespace whose name is none", `namespace: ${"n".repeat(301)}\n`],
    ["a namespace whose name is none", "namespace: '${TEAM}'\n"],
    ["a namespace whose name is none", "namespace: [pay]\n"],
  ])("leaves a folder out whose kustomization has %s", async (word, text) => {
    const odd = {
      ...TREE,
      "clusters/eu-1/pay/kustomization.yaml": `${listing("web.yaml")}${text}`,
    };
    const { objects, unverified } = await read(odd);
    expect(objects.join()).not.toContain("pay/web.yaml");
    expect(unverified).toEqual([
      `Files of the repository that were not looked at: clusters/eu-1/pay (its kustomization has ${word}, so that its files are not what is applied)`,
    ]);
  });

  it("takes no file below a kustomization that changes them", async () => {
    const { objects } = await read({
      ...TREE,
      "clusters/eu-1/kustomization.yaml": `${listing("shop")}nameSuffix: -x\n`,
    });
    expect(objects).toEqual([]);
  });

  it.each([
    ["a Secret", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"],
    [
      "a ConfigMap",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\n",
    ],
    ["another kind", "apiVersion: x/v1\nkind: Y\nmetadata: {name: s}\n"],
    ["no object", "- 1\n- 2\n"],
    ["an object whose name is none", named("Gateway", "x".repeat(300))],
    ["an object without a name", "apiVersion: v1\nkind: Service\n"],
  ])("does not take %s", async (_, text) => {
    const { objects, unverified } = await read({
      ...TREE,
      "clusters/eu-1/shop/cart.yaml": text,
    });
    expect(objects.join()).not.toContain("cart.yaml");
    expect(unverified).toEqual([]);
  });

  it("reads the members of a List", async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${GATEWAY.replaceAll(
      "\n",
      "\n  "
    ).trimEnd()}\n`;
    const { objects } = await read({
      ...TREE,
      "clusters/eu-1/shop/cart.yaml": list,
    });
    expect(objects).toContain("clusters/eu-1/shop/cart.yaml: Gateway pay/web");
  });

  it.each([
    ["placeholders", named("Gateway", "'${NAME}'")],
    ["no namespace", named("Gateway", "web")],
  ])("says that objects with %s were left out", async (_, text) => {
    const { objects, unverified } = await read({
      ...TREE,
      "clusters/eu-1/pay/web.yaml": text,
    });
    expect(objects.join()).not.toContain("pay/web.yaml");
    expect(unverified[0]).toContain(
      "clusters/eu-1/pay/web.yaml (objects with placeholders, or without a namespace)"
    );
  });

  it.each([
    "../../secrets/x.yaml",
    "../../us-1/shop",
    "https://example.com/x.yaml",
    "github.com/org/repo//base?ref=v1",
    "/etc/passwd",
    ".git/config.yaml",
  ])("reads nothing outside: %s", async (item) => {
    const { forge, asked } = memory({
      ...TREE,
      "clusters/eu-1/pay/kustomization.yaml": listing(item),
    });
    const { unverified } = await ask(forge);
    expect(unverified[0]).toContain(
      `${item} of clusters/eu-1/pay (it is outside)`
    );
    expect(
      asked.flat().every((path) => path.startsWith("clusters/eu-1/"))
    ).toBe(true);
    expect(asked.flat().join()).not.toContain(".git/");
  });

  it("takes a base into each namespace", async () => {
    const { objects, unverified } = await read({
      "clusters/eu-1/kustomization.yaml": listing("one", "two"),
      "clusters/eu-1/one/kustomization.yaml": `namespace: one\n${listing(
        "../base"
      )}`,
      "clusters/eu-1/two/kustomization.yaml": `namespace: two\n${listing(
        "../base"
      )}`,
      "clusters/eu-1/base/kustomization.yaml": listing("a.yaml", "n.yaml"),
      "clusters/eu-1/base/a.yaml": named("Gateway", "a"),
      "clusters/eu-1/base/n.yaml":
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n",
    });
    expect(objects).toEqual([
      "clusters/eu-1/base/a.yaml: Gateway one/a",
      "clusters/eu-1/base/n.yaml: Namespace -/n",
      "clusters/eu-1/base/a.yaml: Gateway two/a",
    ]);
    expect(unverified).toEqual([]);
  });

  it("applies the folder of a namespace once, where another lists it", async () => {
    const { objects } = await read({
      ...TREE,
      "clusters/eu-1/kustomization.yaml": `namespace: all\n${listing("shop")}`,
    });
    expect(objects).toEqual(["clusters/eu-1/shop/cart.yaml: Gateway all/web"]);
  });

  it("says which folders are too deep to be looked at", () => {
    const texts = new Map<string, string>();
    let folder = "c";
    for (let i = 0; i < 14; i += 1) {
      texts.set(`${folder}/kustomization.yaml`, listing("d"));
      folder += "/d";
    }
    const { missing, unread } = kustomizationTree(["c"], texts, ["c"], {
      parsed: new ParsedTexts(),
      isLate: () => false,
    });
    expect(missing).toEqual([]);
    expect(unread).toEqual([
      `c${"/d".repeat(13)} (it is too many folders deep)`,
    ]);
  });

  it("parses nothing more when it is late", () => {
    const texts = new Map(Object.entries(TREE));
    const parsed = new ParsedTexts();
    const documents = jest.spyOn(parsed, "documents");
    const walk = (late: number) => {
      documents.mockClear();
      const isLate = () => documents.mock.calls.length >= late;
      const roots = ["clusters/eu-1"];
      return kustomizationTree(roots, texts, roots, { parsed, isLate });
    };
    expect(walk(99).missing).toEqual([]);
    expect(walk(99).objects).toHaveLength(3);
    const { missing, objects } = walk(3);
    expect([missing.length > 0, objects]).toEqual([true, [expect.anything()]]);
    expect(documents).toHaveBeenCalledTimes(3);
  });

  it("walks no text over and over", () => {
    const space = `# ${"x".repeat(200_000)}\n`;
    const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const texts = new Map([
      ["c/kustomization.yaml", listing(...names)],
      ["c/base/kustomization.yaml", listing("a.yaml")],
      ["c/base/a.yaml", `${named("Gateway", "a")}${space}`],
      ...names.map((name): [string, string] => [
        `c/${name}/kustomization.yaml`,
        `namespace: ${name}\n${listing("../base")}`,
      ]),
    ]);
    const { objects, unread } = kustomizationTree(["c"], texts, ["c"], {
      parsed: new ParsedTexts(),
      isLate: () => false,
    });
    expect(objects).toHaveLength(41);
    expect(unread).toContain(
      "c/base/a.yaml (there is too much text before it)"
    );
  });

  it("goes round in no circle", async () => {
    const { forge, asked } = memory({
      ...TREE,
      "clusters/eu-1/pay/kustomization.yaml": listing("../shop", "../pay"),
      "clusters/eu-1/shop/kustomization.yaml": listing("../pay", "cart.yaml"),
    });
    const { objects } = await ask(forge);
    expect(objects.map(({ path }) => path)).toContain(
      "clusters/eu-1/shop/cart.yaml"
    );
    expect(asked.length).toBeLessThan(5);
  });

  it("says what a kustomization lists that is not there", async () => {
    const { unverified } = await read({
      ...TREE,
      "clusters/eu-1/kustomization.yaml": listing("pay", "gone", "gone.yaml"),
    });
    expect(unverified).toEqual([
      "Files of the repository that were not looked at: clusters/eu-1/gone (it has no kustomization.yaml), clusters/eu-1/gone.yaml (there is no such file)",
    ]);
  });

  it("says nothing of the folder of a namespace that is new", async () => {
    const { unverified } = await read(TREE, { namespaces: ["fresh"] });
    expect(unverified).toEqual([]);
  });

  it("reads the folders of the change in a layout by application", async () => {
    const { objects } = await read(
      {
        "tenants/shop/eu-1/kustomization.yaml": listing("cart.yaml"),
        "tenants/shop/eu-1/cart.yaml": GATEWAY,
      },
      {
        layout: { cluster: "eu-1", path: "tenants/{namespace}/{cluster}" },
        allowedFolders: ["tenants"],
      }
    );
    expect(objects).toEqual(["tenants/shop/eu-1/cart.yaml: Gateway pay/web"]);
  });

  it.each([
    ["github", 100],
    ["gitlab", 50],
    ["gitea", 30],
    ["azure", 200],
    ["bitbucketServer", 200],
  ])("stays within six calls on %s", async (type, page) => {
    const names = Array.from({ length: 900 }, (_, i) => `f${i}.yaml`);
    const { forge, asked } = memory(
      {
        ...TREE,
        "clusters/eu-1/pay/kustomization.yaml": listing(...names),
      },
      { type }
    );
    const { objects, unverified } = await ask(forge);
    const price = page === 200 ? 2 : 1;
    const calls = asked.reduce(
      (sum, paths) => sum + Math.ceil(paths.length / page) * price,
      0
    );
    expect(calls).toBeLessThanOrEqual(6);
    expect(unverified[0]).toMatch(
      /\d+ files and what they list \(at most 6 calls are made for them\)/
    );
    // Those of the change's own namespace are among what was read.
    expect(objects.map(({ path }) => path)).toContain(
      "clusters/eu-1/shop/cart.yaml"
    );
  });

  it.each(["bitbucketCloud", "something-new"])(
    "asks nothing of %s, and says so",
    async (type) => {
      const { forge, asked } = memory(TREE, { type });
      expect(await ask(forge)).toEqual({
        objects: [],
        unverified: [
          "Other files of platform/gitops were not looked at: its forge may take a call for each",
        ],
      });
      expect(asked).toEqual([]);
    }
  );

  it("goes on without a file that is a link", async () => {
    const { forge } = memory(TREE, {
      answer: (paths) => {
        const link = "clusters/eu-1/pay/web.yaml";
        if (!paths.includes(link)) return paths;
        throw forgeError("invalid", `${link} is not a plain file: move it.`);
      },
    });
    const { objects, unverified } = await ask(forge);
    expect(objects.map(({ path }) => path)).toContain(
      "clusters/eu-1/shop/cart.yaml"
    );
    expect(unverified[0]).toContain(
      "clusters/eu-1/pay/web.yaml (it is not a plain file"
    );
  });

  it.each([
    [
      "fails",
      () => {
        throw forgeError("unavailable", "Gitea answers 502: try again later.");
      },
      "2 files and what they list (Gitea answers 502: try again later)",
    ],
    [
      "never answers",
      () => new Promise<undefined>(() => {}),
      "2 files and what they list (platform/gitops did not answer in time)",
    ],
    [
      "has no such branch",
      async () => undefined,
      "2 files and what they list (platform/gitops has no branch main)",
    ],
  ])("tells when the forge %s", async (_, readFiles, words) => {
    const forge = { type: "github", repository: "platform/gitops", readFiles };
    const state = await ask(forge, { timeoutMs: 20 });
    expect(state.objects).toEqual([]);
    expect(state.unverified).toEqual([
      `Files of the repository that were not looked at: ${words}`,
    ]);
  });

  it("hands on no more objects than are taken", async () => {
    const many = Array.from(
      { length: 700 },
      (_, i) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: n${i}}\n`
    );
    const { objects, unverified } = await ask(
      memory({ ...TREE, "clusters/eu-1/all.yaml": many.join("---\n") }).forge
    );
    expect(objects).toHaveLength(502);
    expect(unverified[0]).toContain("200 objects (too many)");
  });

  it("reads no more text than is judged, and says so", async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        `${GATEWAY.replace("name: web", `name: g${i}`)}# ${"x".repeat(
          400_000
        )}\n`,
      ])
    );
    const { objects, unverified } = await read({
      ...TREE,
      ...texts,
      "clusters/eu-1/pay/kustomization.yaml": listing(
        ...Object.keys(texts).map((path) => path.slice(18))
      ),
    });
    expect(objects).toContain("clusters/eu-1/shop/cart.yaml: Gateway shop/web");
    expect(objects.filter((one) => one.includes("pay/g"))).toHaveLength(10);
    expect(unverified[0]).toContain(
      "2 files and what they list (at most 4194304 characters are read)"
    );
  });

  it("expands few aliases", async () => {
    const { objects, unverified } = await read({
      ...TREE,
      "clusters/eu-1/pay/web.yaml": `${GATEWAY}a: &a [1]\nb: [${"*a, ".repeat(
        30
      )}]\n`,
    });
    expect(objects.join()).not.toContain("pay/web.yaml");
    expect(unverified[0]).toContain("pay/web.yaml (Excessive alias count");
  });

  it("counts bytes, as the backend does", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        GATEWAY.replace("name: web", `name: g${i}`).replace(
          "ingressgateway",
          "語".repeat(100_000)
        ),
      ])
    );
    const { objects, unverified } = await ask(
      memory({
        ...TREE,
        ...files,
        "clusters/eu-1/pay/kustomization.yaml": listing(
          ...Object.keys(files).map((path) => path.slice(18))
        ),
      }).forge
    );
    expect(Buffer.byteLength(JSON.stringify(objects))).toBeLessThan(
      1.1 * 1024 * 1024
    );
    expect(objects.length).toBeGreaterThan(2);
    expect(unverified[0]).toContain("objects (too many)");
  });

  it("hands on no more than is taken, and says so", async () => {
    const long = `a`.repeat(200_000);
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        named("Gateway", `g${i}`).replace(
          "spec: {}",
          `spec: {selector: {app: ${long}}}`
        ),
      ])
    );
    const { objects, unverified } = await ask(
      memory({
        ...TREE,
        ...files,
        "clusters/eu-1/pay/kustomization.yaml": `namespace: pay\n${listing(
          ...Object.keys(files).map((path) => path.slice(18))
        )}`,
      }).forge
    );
    expect(JSON.stringify(objects).length).toBeLessThan(1.1 * 1024 * 1024);
    expect(unverified[0]).toContain("objects (too many)");
    expect(objects[0].path).toBe("clusters/eu-1/shop/cart.yaml");
  });
});
