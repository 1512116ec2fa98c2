// The real client, from Node: what it meets goes to stdout as JSON lines; its first argument is the address.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../web/front/package.json", import.meta.url));
const { io } = require("socket.io-client");
const [address, transports, room] = process.argv.slice(2);
const socket = io(address, { transports: transports.split(","), reconnection: false });
const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");

socket.on("connect", async () => {
  const joined = await socket.emitWithAck("join", room);
  const echo = await socket.emitWithAck("echo", { text: "Éléonore « 🩺 »", long: "x".repeat(5000) });
  say({ joined, echo: echo.text, long: echo.long.length, transport: socket.io.engine.transport.name });
});
socket.io.engine.on("upgrade", (transport) => say({ upgraded: transport.name }));
socket.on("delta", (delta) => say({ number: delta.number, length: delta.filler.length }));
socket.on("disconnect", (reason) => say({ disconnect: reason }));
socket.on("connect_error", (error) => say({ error: error.message }));
