import { describe, expect, test } from 'vitest';
import {
  judgeConsent,
  judgeRoomAddress,
  judgeRoomInside,
  judgeWithoutRoom,
} from '../../../../src/features/doctor/domain/room-checks.ts';
import { aDeployment } from './deployment.ts';

describe('the reading room', () => {
  test('is not asked about where there is none', () => {
    expect(judgeWithoutRoom(aDeployment())).toBeUndefined();
    expect(judgeWithoutRoom(aDeployment({ leftOut: ['readingRoom', 'vpn'] }))).toMatchObject({
      result: 'ok',
      found: expect.stringMatching(/^there is no reading room/),
    });
  });

  test.each([
    [undefined, /READING_ROOM_URL is not set/],
    ['https://sallyport.example.org', /as the control plane is/],
    ['http://room.example.org', /not https/],
  ])('at %s is a problem', (readingRoomUrl, found) => {
    expect(judgeRoomAddress(aDeployment({ readingRoomUrl }))).toEqual({
      result: 'problem',
      found: expect.stringMatching(found),
    });
  });

  test('has an address of its own, on the laptop too', () => {
    expect(judgeRoomAddress(aDeployment())).toMatchObject({ result: 'ok' });
    const laptop = { publicBaseUrl: 'http://localhost:7071', readingRoomUrl: 'http://localhost:7072' };
    expect(judgeRoomAddress(aDeployment(laptop))).toMatchObject({ result: 'ok' });
  });

  test('is not reached by the control plane, so people have to look at it and at its consent, and are told where', () => {
    expect(judgeRoomInside(aDeployment())).toMatchObject({
      result: 'cannot-tell',
      mend: expect.stringContaining('https://room.example.org/api/health'),
    });
    expect(judgeConsent().result).toBe('cannot-tell');
  });
});
