import { serve } from "../../src/index.ts";

process.exitCode = await serve(process.env);
