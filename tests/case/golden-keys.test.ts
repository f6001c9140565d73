/**
 * The keys of the demo cases, fixed: a change here changes the key of every existing case, and
 * every report is rendered again. Cross-checked with an implementation that shares nothing with ours:
 * Python's `json` and `hashlib`.
 *
 * To reproduce: parse each artifact with `json.loads`; write every float as
 * ECMAScript does (no exponent from 1e-6 up, `1e-7`, whole numbers without a fraction); write texts with
 * `json.dumps(text, ensure_ascii=False)`; sort names by `name.encode("utf-16-be")`; no white space. The
 * hash is the SHA-256 of that text's UTF-8 bytes, the key that of
 * `{"artifacts": {<name>: <hash>, …}, "record": {<name>: "confirmed", …}, "report": "1"}` written in the same way.
 */
import { describe, expect, it } from "vitest";
import { readCase } from "../../lib/case/read-case.ts";
import { CaseFolder } from "../../lib/store/file/case-folder.ts";
import { CASE_IDS, SHIPPED } from "../functions/demo/demo-cases.ts";
import { keyOf } from "./key-of.ts";

const REPORT_VERSION = "1";

const GOLDEN: Readonly<Record<(typeof CASE_IDS)[number], unknown>> = {
  case_001: {
    key: "ec1612f3dcc349b73c873eb1c943956d0bab2aa8362f0ba931127e634b687498",
    hashes: {
      manifest: "127c5cfca08a227d56b1447f10d9e39d01790d66f3023db4339dc3392ccb9200",
      metrics: "a558ac31828de202491b9c478d838f260516bef5ec48383194638e5455088061",
      overlay_bundle: "440c4e86aa1329b3f699e0392da10491b6a4c41564ac8c57ac7c3d1066fe562a",
      robustness_surface: "e65ed079f0af1e667701783e408a50e3617367ae22cc60dd92328fdd8185a5d1",
    },
  },
  case_large: {
    key: "8e05cb3dad21b0631ee9b76a28cb221a023e5e4c64d37ca7942767f0056e8768",
    hashes: {
      manifest: "71e899a392f880be4641ff211e52631488030f391f6352b589c2563ae6b7bbe3",
      metrics: "43930b9840bf117fe61b04401ead44beb035c91fa86861bdc586e71f50993cfa",
      overlay_bundle: "499cea6d47a6c49cb9ba0e5831ce6203055eb2a6cb588e48204bf4fc860b888f",
      robustness_surface: "a52109dec99d6e23c4775688e27154e2be63fefe99cfaa2faed5761d19dd20fa",
    },
  },
  case_rich: {
    key: "aadf179132fc7ac0726d1c76d2ea5846baec65936868da3aac031f3d261d9c09",
    hashes: {
      manifest: "931f361037a405dcf51772ae955da97b21ed5fc73496a0b235be9fcfbe81cf0c",
      metrics: "3971cf6365723e4efbab343f8b953970bd09d95a80cc1149eade3b134f229dca",
      overlay_bundle: "7d73a61a3b330b8ca96e3b4c2d944792a5f985a3acc9f1048c8e9b29950f5400",
      robustness_surface: "989e6738d008ae372f537cb8b9b35306e54b5fd256c7dec7168e7fbc5a2ba495",
    },
  },
  case_sparse: {
    key: "3520f421d4e2f3d16d889e052611a90194cc54005f332d94734896b29fc5be3f",
    hashes: {
      manifest: "0b165f345f15f7cf48b3dd90ccf279121b1b6bf13225f406535864221e6050ee",
      metrics: "b1cb683941796ef4104241f3036a7f0a023e86679e025316e5b35c31a8e66fd8",
      overlay_bundle: "e0b454c3ae3770aef9b6a18449f3f4a7aa60c4a0caafd83e90a672bd5fa0cfae",
      robustness_surface: "55cecd19643239e301841459a7fc9f589cddd0ddd90740c5aa5d95c7a904d7b2",
    },
  },
};

describe("the key and the artifact hashes are what they always were", () => {
  it.each(CASE_IDS)("for %s", async (caseId) => {
    const read = await readCase(new CaseFolder(SHIPPED), caseId);
    expect({ key: keyOf(read, REPORT_VERSION), hashes: read.hashes }).toEqual(GOLDEN[caseId]);
  });
});
