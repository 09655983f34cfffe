import { openWorkbench } from "./workbench";
import { failureOf } from "./operations";
async function main() {
  const b = await openWorkbench();
  try {
    const prov = await b.open("examples/same-account/provider");
    const cons = await b.open("examples/same-account/consumer");
    for (let i = 0; i < 3; i++) {
      const t0 = Date.now();
      await failureOf(cons, "preview");
      console.log(Date.now() - t0);
    }
    console.log(b.emulator.calls.length);
  } finally { await b.close(); }
}
main().catch(e => { console.error(e); process.exitCode = 1; });
