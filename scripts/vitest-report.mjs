// Vitest reporter for scripts/test.mjs: counts, skips with their notes, and faults outside any test, as one JSON file.
import { writeFileSync } from "node:fs";

export default class CountsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = [];
    const faults = unhandledErrors.map((error) => String(error.message ?? error));
    for (const module of modules) {
      for (const error of module.errors()) faults.push(`${module.relativeModuleId}: ${error.message}`);
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors())
          faults.push(`${module.relativeModuleId} ${suite.fullName}: ${error.message}`);
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        tests.push({
          name: `${module.relativeModuleId} > ${test.fullName}`,
          // A test that was never run to its end has no pass to its name.
          state: result.state === "pending" ? "failed" : result.state,
          ...(result.note && { reason: result.note }),
        });
      }
    }
    writeFileSync(process.env.CADRAN_TEST_REPORT, JSON.stringify({ tests, faults }));
  }
}
