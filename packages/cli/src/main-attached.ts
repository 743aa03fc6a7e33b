/**
 * The program as the launcher's child. The channel to the launcher closes when that is gone, also after SIGKILL; then this
 * process stops as at SIGTERM, so that a server gives its database and its data directory back.
 */
const stop = () => process.kill(process.pid, "SIGTERM");
process.once("disconnect", stop);
if (!process.connected) stop();
// A listener keeps the process running otherwise, after all work is done.
process.channel?.unref();

await import("./main.ts");
