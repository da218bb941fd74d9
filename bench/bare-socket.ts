import { createServer } from 'node:http';

/** A process that answers every request on a unix socket with text of the usual length: the floor of G2. */
const [, , socketPath = ''] = process.argv;
const body = `${JSON.stringify({
  Version: 1,
  AccessKeyId: 'ASIAMADEUPMADEUP0000',
  SecretAccessKey: 'made/up/'.padEnd(40, 'x'),
  SessionToken: 'made/up/'.padEnd(480, 'x'),
  Expiration: '2031-01-01T00:00:00Z',
  AccountId: '111122223333',
})}\n`;
const server = createServer((_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(socketPath, () => process.send?.('listening'));
