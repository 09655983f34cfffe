import { Sandbox } from "../../demo/sandbox";
async function main() {
  const t0 = Date.now();
  const log = (...a: unknown[]) => console.log(((Date.now()-t0)/1000).toFixed(1), ...a);
  const sandbox = await Sandbox.open({ progress: (l) => log(l) });
  try {
    const account = sandbox.emulator.accounts[0];
    const ev = (name: string) => (e: any) => {
      for (const k of ["resOutputsEvent","resOpFailedEvent"]) if (e[k] && e[k].metadata.op !== "same") log(name, k, e[k].metadata.op, e[k].metadata.type, e[k].metadata.urn.split("::").pop(), JSON.stringify(e[k].metadata.diffs), JSON.stringify(e[k].metadata.detailedDiff));
    };
    const open = (p: string, stackName = "exp2") => sandbox.openStack({ folder: "examples/same-account/"+p, stackName, account });
    const cons = await open("consumer");
    await cons.preview().catch(e => log("ABSENT", e.message));
    const prov = await open("provider");
    await cons.preview().catch(e => log("NO OUTPUT", e.message));
    await prov.up({ onEvent: ev("prov") });
    const r1 = await cons.up({ onEvent: ev("cons") });
    log(JSON.stringify(r1.outputs));
    const conn = await open("connection");
    const r2 = await conn.up({ onEvent: ev("conn") });
    log(JSON.stringify(r2.outputs));
    log("refused", sandbox.emulator.calls.filter(c=>c.status>=400).map(c => `${c.product}.${c.action} ${c.code}`).join(" | "));
    const r = await cons.up({ onEvent: ev("cons2") });
    log(JSON.stringify(r.summary.resourceChanges), JSON.stringify(r.outputs));
    log("cons refresh", JSON.stringify((await cons.refresh({ onEvent: ev("refreshcons") })).summary));
    log("conn refresh", JSON.stringify((await conn.refresh({ onEvent: ev("refreshconn") })).summary));
    const { clients, PRIVATELINK } = await import("../emulator/client");
    const c = clients(sandbox.emulator, account);
    const o = r2.outputs, offer = (await prov.outputs()).offer.value, req = r1.outputs.request.value;
    await c.call(PRIVATELINK, "DisableVpcEndpointConnection", { ServiceId: offer.serviceId, EndpointId: req.endpointId });
    await new Promise(r => setTimeout(r, 500));
    log("conn refresh", JSON.stringify((await conn.refresh({ onEvent: ev("refreshconn2") })).summary));
    const r3 = await conn.up({ onEvent: ev("conn3") });
    log(JSON.stringify(r3.summary.resourceChanges), JSON.stringify(r3.outputs));
    await sandbox.configure(conn, { "alicloud-privatelink-same-account-connection:bandwidth": 200 });
    const r4 = await conn.up({ onEvent: ev("conn4") }).catch(e => { log("UP", e.message); return undefined; });
    log(JSON.stringify(r4?.summary.resourceChanges), JSON.stringify(r4?.outputs));
    log(JSON.stringify(await c.call(PRIVATELINK, "ListVpcEndpointConnections", { ServiceId: offer.serviceId })));
    await conn.destroy({ onEvent: ev("dconn") }).catch(e => log(e.message));
    await cons.destroy({ onEvent: ev("dcons") });
    await prov.destroy({ onEvent: ev("dprov") });
    log(JSON.stringify(sandbox.emulator.inventory()));
    log("refused", sandbox.emulator.calls.filter(c=>c.status>=400).map(c => `${c.product}.${c.action} ${c.code}`).join(" | "));
  } finally { await sandbox.close(); }
}
main().catch(e => { console.error(e); process.exitCode = 1; });
