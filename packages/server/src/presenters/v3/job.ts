/** An export job (contract 2, Job); the domain has its image, because events carry it too. */
export { exportJobImage as presentJob } from "@ledgerport/engine";
