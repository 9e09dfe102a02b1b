-- An archive as version 1 wrote it: one session that was closed, one that was killed, one event outside of both.
PRAGMA application_id = 1161908819;
PRAGMA user_version = 1;
CREATE TABLE sessions (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  opened INTEGER NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0,
  locale TEXT,
  tariff TEXT,
  n_turns INTEGER NOT NULL DEFAULT 0,
  summary TEXT
) STRICT;
CREATE TABLE events (
  n INTEGER PRIMARY KEY,
  session INTEGER REFERENCES sessions (number),
  at INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  type TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_session ON events (session);
INSERT INTO sessions VALUES (1, 'old', 1000, 9000, 'en-US', '2021-us', 1, 'play some jazz'), (2, 'killed', 20000, 0, 'de-DE', '2021-us', 1, 'stopp');
INSERT INTO events VALUES
  (1, 1, 1000, 0, 'opened', '{"at":1000,"turn":0,"event":"opened","session":"old","cause":"text","locale":"en-US","tariff":"2021-us"}'),
  (2, 1, 2000, 1, 'heard', '{"at":2000,"turn":1,"event":"heard","text":"play some jazz"}'),
  (3, 1, 3000, 1, 'charged', '{"at":3000,"turn":1,"event":"charged","item":"ads.impression","quantity":1,"micros":12000,"currency":"USD"}'),
  (4, 1, 3000, 1, 'charged', '{"at":3000,"turn":1,"event":"charged","item":"device.subsidy","quantity":1,"micros":-5254,"currency":"USD"}'),
  (5, 1, 9000, 1, 'closed', '{"at":9000,"turn":1,"event":"closed","reason":"done"}'),
  (6, NULL, 10000, 1, 'scheduled', '{"at":10000,"turn":1,"event":"scheduled","id":"alarm-1","kind":"alarm","due":99000}'),
  (7, 2, 20000, 1, 'opened', '{"at":20000,"turn":1,"event":"opened","session":"killed","cause":"text","locale":"de-DE","tariff":"2021-us"}'),
  (8, 2, 21000, 2, 'heard', '{"at":21000,"turn":2,"event":"heard","text":"stopp"}'),
  (9, 2, 21000, 2, 'charged', '{"at":21000,"turn":2,"event":"charged","item":"voice.asr","quantity":1,"micros":-450,"currency":"USD"}');
