const ATTEMPTS = 20;

/** Does it again while Gitea does not answer in time, as people do when told so. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isSilent =
        error instanceof Error && error.name === 'ServiceUnavailableError';
      if (!isSilent || attempt === ATTEMPTS) throw error;
    }
  }
}
