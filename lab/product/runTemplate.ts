import type { TestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { eventually } from './eventually';

/** What a run of a template left behind. */
export interface TemplateRun {
  status: string;
  log: string;
  links: Array<{ title: string; url?: string }>;
}

/** Runs a template in the scaffolder and waits for its end. */
export async function runTemplate(
  { server }: TestBackend,
  templateRef: string,
  values: JsonObject,
): Promise<TemplateRun> {
  const tasks = '/api/scaffolder/v2/tasks';
  const { body: task } = await request(server)
    .post(tasks)
    .send({ templateRef, values })
    .expect(201);
  const status = await eventually(async () => {
    const { body } = await request(server).get(`${tasks}/${task.id}`);
    if (body.status === 'open' || body.status === 'processing') {
      throw new Error(`task ${task.id} is ${body.status}`);
    }
    return String(body.status);
  });
  const { body } = await request(server).get(`${tasks}/${task.id}/events`);
  const events: Array<{
    type: string;
    body: { message: string; output?: { links?: TemplateRun['links'] } };
  }> = body;
  return {
    status,
    log: events.map(event => event.body.message).join('\n'),
    links:
      events.find(({ type }) => type === 'completion')?.body.output?.links ??
      [],
  };
}
