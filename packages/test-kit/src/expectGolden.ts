import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The one switch that rewrites golden files instead of comparing. */
const SWITCH = 'REFRESH_GOLDEN';

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/**
 * Compares a text with a golden file. `REFRESH_GOLDEN=1` writes the file
 * instead, for review in the diff; CI forbids that, because there nobody
 * would look.
 */
export function expectGolden(
  file: string,
  actual: string,
  environment: Record<string, string | undefined> = process.env,
): void {
  if (isOn(environment[SWITCH])) {
    if (isOn(environment.CI)) {
      throw new Error(
        `${SWITCH} is set in CI: refresh golden files on your machine and commit them`,
      );
    }
    writeFileSync(file, actual);
    return;
  }
  if (!existsSync(file)) {
    throw new Error(
      `Golden file ${basename(
        file,
      )} is missing: run with ${SWITCH}=1 and review it`,
    );
  }
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
