import type { Check } from "../../../../lib/case/checks/index.ts";
import type { ChecksumRecord } from "../../../../lib/case/record.ts";
import type { ArtifactName, CaseArtifacts } from "../../../../lib/case/schemas.ts";
import { evidenceMaps } from "../../../../lib/report/model/evidence-maps.ts";
import { type EvidenceModel, readEvidence } from "../../../../lib/report/model/evidence.ts";
import { keepRaster } from "../figures/evidence-model.ts";
import { loadModule } from "../parts/lazily.tsx";
import type { Answers, LargeArtifact, Questions } from "./messages.ts";

/** Bytes. Reading less takes the page's own thread some 20 ms. */
const LARGE = 1_000_000;

/** Asks a worker, which lives until `end`. */
export interface Asking {
  readonly ask: <N extends keyof Questions>(
    name: N,
    question: Questions[N],
    transfer?: readonly ArrayBuffer[],
  ) => Promise<Answers[N]>;
  readonly end: () => void;
}

/** Reads the artifacts of one case: the large ones in a worker, so that the page goes on answering its reader. */
export interface CaseReader {
  /** The answer of an artifact's route, parsed, if it is large; otherwise undefined, and the caller parses it. */
  readonly parse: (name: ArtifactName, bytes: ArrayBuffer) => Promise<unknown>;
  readonly evidence: (artifacts: CaseArtifacts) => Promise<EvidenceModel>;
  /** Loads their code at the first call: most readers only need the service's summary of them. */
  readonly checks: (
    artifacts: CaseArtifacts,
    record: ChecksumRecord | undefined,
  ) => Promise<readonly Check[]>;
  readonly end: () => void;
}

const loadChecksOf = async () =>
  await loadModule(async () => (await import("../../../../lib/case/checks/index.ts")).checksOf);

/** @param openWorker called for the first large artifact */
export function createCaseReader(openWorker: () => Promise<Asking>): CaseReader {
  const large = new Set<LargeArtifact>();
  let worker: Promise<Asking> | undefined;
  const open = async (): Promise<Asking> => await (worker ??= openWorker());
  return {
    parse: async (name, bytes) => {
      if (name !== "overlay_bundle" && name !== "metrics") return undefined;
      large.delete(name);
      if (bytes.byteLength <= LARGE) return undefined;
      const { ask } = await open();
      large.add(name);
      return await ask("read", { artifact: name, bytes }, [bytes]);
    },
    evidence: async (artifacts) => {
      const { manifest, metrics, overlay_bundle: overlay } = artifacts;
      if (large.size === 0) return readEvidence({ manifest, metrics, overlay });
      const { ask } = await open();
      const { evidence, rasters } = await ask("evidence", { artifacts, large: [...large] });
      for (const [index, { matrix }] of evidenceMaps(evidence).entries()) {
        const raster = rasters[index];
        if (raster !== undefined) keepRaster(matrix, raster);
      }
      return evidence;
    },
    checks: async (artifacts, record) => {
      if (large.size === 0) {
        const checksOf = await loadChecksOf();
        return checksOf(artifacts, record);
      }
      const { ask } = await open();
      return await ask("checks", { artifacts, large: [...large], record });
    },
    end: () =>
      void worker?.then(
        ({ end }) => end(),
        () => undefined,
      ),
  };
}
