import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One pair `<name>.in.yaml` / `<name>.out.yaml`. */
export interface GoldenCase {
  name: string;
  input: string;
  /** Path of the golden file. */
  outputFile: string;
}

/** The golden cases of a folder, by name. */
export function goldenCases(folder: string): GoldenCase[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.in.yaml'))
    .sort()
    .map(file => {
      const name = file.slice(0, -'.in.yaml'.length);
      return {
        name,
        input: readFileSync(join(folder, file), 'utf8'),
        outputFile: join(folder, `${name}.out.yaml`),
      };
    });
}
