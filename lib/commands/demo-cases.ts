import { isAbsolute, join, relative } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const DEMO_CASES = "functions/demo/artifacts";

/**
 * The settings, with the demo cases of the package where no setting says where the cases are. The default of
 * `readConfig` is a folder of the repository, and this executable runs anywhere.
 *
 * @param root the package's folder
 */
export function withDemoCases(environment: Environment, root: string): Environment {
  const { ARTIFACT_ROOT, CLARITY_CASES_PREFIX, CLARITY_STORE } = environment;
  const given = ARTIFACT_ROOT ?? CLARITY_CASES_PREFIX;
  if (given !== undefined || CLARITY_STORE === "s3") return environment;
  return { ...environment, ARTIFACT_ROOT: shortPath(join(root, DEMO_CASES)) };
}

/** Relative to the working directory if the folder is below it. */
function shortPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith("..") || isAbsolute(below) ? path : below;
}
