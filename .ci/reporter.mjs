import { writeFileSync } from 'node:fs'

/** Writes for `test.mjs` what Vitest ran: its own JSON report leaves out why a test was skipped. */
export default class TestReport {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => {
        const { state, note } = test.result()
        return { name: test.fullName, state, reason: note, isFlaky: test.diagnostic()?.flaky ?? false }
      }),
    )
    const suites = modules.map((module) => ({
      file: module.moduleId,
      isBroken: !module.ok() && ![...module.children.allTests('failed')].length,
    }))
    writeFileSync(process.env.MAILLAGE_TEST_REPORT, JSON.stringify({ tests, suites }))
  }
}
