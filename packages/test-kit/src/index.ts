/**
 * Test helpers of this repository.
 *
 * @packageDocumentation
 */
export { expectGolden } from './expectGolden';
export { goldenCases, type GoldenCase } from './goldenCases';
