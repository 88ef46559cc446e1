import { LabError } from './LabError.mjs';

/** A signal that fires when the person, or whoever runs us, asks us to end. */
export function interruption() {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => controller.abort(name));
  }
  return controller.signal;
}

/** Resolves when the signal fires. */
export function untilAborted(signal) {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Rejects when the signal fires: to be raced against the work. */
export function failWhenAborted(signal) {
  const aborted = new Promise((_, reject) => {
    signal?.addEventListener(
      'abort',
      () => reject(new LabError('interrupted')),
      { once: true },
    );
  });
  aborted.catch(() => {}); // whoever races against it hears it
  return aborted;
}
