/** Loads an ES module by its specifier. @internal */
export type ImportModule = (specifier: string) => Promise<object>;

/** As much of the CEL library as is used here. @internal */
export type CelLibrary = typeof import('@marcbachmann/cel-js');

/**
 * The CEL library. It is an ES module without a CommonJS entry, so that it is
 * imported where it is first needed; jest gives an import of its own.
 *
 * @internal
 */
export async function loadCel(importModule: ImportModule): Promise<CelLibrary> {
  // The library is what the specifier says.
  return (await importModule('@marcbachmann/cel-js')) as CelLibrary;
}
