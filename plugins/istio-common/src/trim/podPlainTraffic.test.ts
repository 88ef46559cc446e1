import { isProbed, scrapedPort } from './podPlainTraffic';

describe('traffic that does not know of mTLS', () => {
  it.each([
    [{}, undefined],
    [{ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' }, 9090],
    [
      { 'prometheus.io/scrape': 'false', 'prometheus.io/port': '9090' },
      undefined,
    ],
    [
      { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '15020' },
      undefined,
    ],
    [
      { 'prometheus.io/scrape': 'true', 'prometheus.io/port': 'http' },
      undefined,
    ],
    [{ 'prometheus.io/scrape': 'true' }, undefined],
  ])('scraping by %j: %s', (annotations, port) => {
    expect(scrapedPort(annotations)).toBe(port);
  });

  it.each([
    [{ readinessProbe: { httpGet: { port: 80 } } }, true],
    [{ livenessProbe: { tcpSocket: { port: 80 } } }, true],
    [{ startupProbe: { grpc: { port: 80 } } }, true],
    [{ livenessProbe: { exec: { command: ['true'] } } }, false],
    [{ livenessProbe: 'yes' }, false],
    [{}, false],
  ])('a container with %j is probed: %s', (container, probed) => {
    expect(isProbed({ containers: [container] })).toBe(probed);
  });
});
