/** When a process dies: at a network call, counted from one. */
export interface Death {
  call: number;
  /** Before it is sent, while it is under way, or after it was answered. */
  when: 'before' | 'during' | 'after';
}

function die(): Promise<never> {
  // Nothing is cleaned up, nothing else is sent.
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Lets this process die at one of its network calls. */
export function dieAt({ call, when }: Death): void {
  const send = globalThis.fetch;
  let calls = 0;
  globalThis.fetch = async (...request) => {
    calls += 1;
    if (calls !== call) return send(...request);
    if (when === 'before') return die();
    const answer = send(...request);
    if (when === 'after') await answer;
    else await new Promise(resolve => setTimeout(resolve, 15));
    return die();
  };
}
