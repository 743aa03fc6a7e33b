export { type AppOptions, createApp, listeningUrl } from "./app.ts";
export { type AppConfig, type ServerConfig, defaults } from "./config/config.ts";
export { ConfigError, type Environment } from "./config/environment.ts";
export { DiskFileStore } from "./files/disk-file-store.ts";
export type { FileStore } from "./files/file-store.ts";
export { readConfig } from "./config/read-config.ts";
export { serve } from "./process/serve.ts";
export { type RunningServer, type StartOptions, startServer } from "./process/start-server.ts";
export { createLogger } from "./process/logger.ts";
