/** What kubectl says when the API server refuses. */
export async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error);
  }
  return 'it was allowed';
}
