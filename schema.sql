-- readlog's database. It is a projection of the log: every row comes from lines of a file and can be made again.
--
-- Plain SQLite 3.37 or newer reads everything here: no view, index or trigger calls a function of ours.
-- Tables and views of your own stay; indexes and triggers of your own on these tables go when the schema changes, and rows
-- that refer to these ON DELETE CASCADE.
-- Lines are 1-based, absolute in the file, and inclusive. Days are ISO (YYYY-MM-DD). NULL means "the log does not say",
-- unless the column says otherwise. Columns marked "ingest" are for the next run; queries rarely need them.

PRAGMA application_id = 1919709031;  -- 'rlog': by this number ingest and the plugin know a file of theirs
PRAGMA user_version = 14;             -- of all below, as in ingest/__init__.py; an older one: every log is read again

-- Datasette sorts a table by one column and goes on with the next page by primary key, so rows that are equal in that
-- column must come by primary key, or pages lose some. They do where SQLite sorts what it finds in the order of the
-- table; not where it finds them by an index, but for one value. So there are few indexes of plain columns: those that
-- foreign keys need, which leave out NULL, that SQLite may take them to find, and never to sort. Such a column says in a
-- CHECK that it holds none, since of one that is NOT NULL SQLite does not see that the index has all rows. All others
-- are of expressions, such as number + 0, or without case, for the queries of readlog alone, which ask for them. A filter
-- of a month, a site or an address reads the table: 10,000 articles in 2 ms.

-- A file of notes.
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,          -- relative to the folder of this database, '/' between its parts
  root TEXT NOT NULL,                 -- the highest PATH it was ever read below, or with --force the last; likewise
  folder TEXT NOT NULL,               -- the folders between root and the file, '' when there are none
  year INTEGER,                       -- as given by --year; used where nothing else names a year
  path_year INTEGER,                  -- of the file name, or of the nearest folder that is exactly a year
  encoding TEXT NOT NULL,             -- in which its bytes were read
  encoding_given TEXT,                -- as given by --encoding; used where the text itself does not tell
  dialect TEXT NOT NULL,              -- the shape in which it was read: 'lines', or that of an app or a whole file
  dialect_given TEXT,                 -- as given by --dialect; NULL: recognised from the text itself
  newest_first INTEGER NOT NULL CHECK (newest_first IN (0, 1)),        -- 1: it grows at the top
  line_count INTEGER NOT NULL,
  size INTEGER NOT NULL,              -- ingest: in bytes; with mtime_ns it tells an unchanged file
  mtime_ns INTEGER NOT NULL,          -- ingest: nanoseconds since 1970
  digest TEXT NOT NULL,               -- ingest: SHA-256 of its bytes
  reader INTEGER NOT NULL             -- ingest: a checksum of the rules that read it
) STRICT;

-- One thing read: an entry of a log.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,             -- made from the address, or the title where there is none: it lasts as these do
  number INTEGER NOT NULL,            -- small, for the search index; it may change: link by id
  title TEXT NOT NULL,                -- plain text
  url TEXT,                           -- as the log writes it
  canonical_url TEXT,                 -- without tracking parameters and archive wrappers; equal means the same article
  site TEXT,                          -- host of canonical_url, without 'www.'
  collection TEXT,                    -- the source it came through: the nearest folder in root that is not a year
  section TEXT,                       -- the innermost section heading above it
  date TEXT,                          -- the day the log gives it: read on, or appeared on
  date_from TEXT,                     -- first day it can be; equals date when that is known
  date_to TEXT,                       -- last day it can be
  month TEXT,                         -- YYYY-MM
  month_day TEXT,                     -- MM-DD; known even where no year is
  date_source TEXT CHECK (date_source IN
    ('entry', 'heading', 'file-name', 'folder', 'front-matter', 'option')),  -- what gave the year
  author TEXT,                        -- who wrote it, as the log says
  via TEXT,                           -- where the reader found it: 【from `x`】
  starred INTEGER NOT NULL CHECK (starred IN (0, 1)),     -- 1: marked with a star
  struck INTEGER NOT NULL CHECK (struck IN (0, 1)),       -- 1: crossed out with ~~
  excerpt_count INTEGER NOT NULL,     -- how many rows of excerpt it has, of all kinds
  log_id INTEGER CHECK (log_id IS NOT NULL) REFERENCES log(id) ON DELETE CASCADE,  -- the log in which its entry stands
  position INTEGER NOT NULL,          -- in time within its log; the oldest is 1
  line_start INTEGER NOT NULL,        -- first line of its entry
  line_end INTEGER NOT NULL,
  day TEXT,                           -- the day as the entry writes it: 12.17
  reading INTEGER NOT NULL            -- 2: the second time that the logs hold this article
) STRICT;

-- search: number + 0 = article_fts.rowid + 0; of a bare column of integers SQLite would not look here
CREATE UNIQUE INDEX article_number ON article(number + 0);
-- the entries of a log (ingest); deleting one (foreign key)
CREATE INDEX article_log ON article(log_id) WHERE log_id IS NOT NULL;
-- those before and behind an entry
CREATE INDEX article_place ON article(log_id + 0, position + 0);
-- read twice; the other readings of an article
CREATE INDEX article_key ON article(coalesce(canonical_url, title));
-- cited by
CREATE INDEX article_canonical_url ON article(canonical_url COLLATE NOCASE);
-- newest first: by the first day that they can be, so that what is only of a year stands behind what is of a day in it
CREATE INDEX article_newest ON article(date_from || '' DESC, position + 0 DESC, id);
-- how many articles are dated (ingest)
CREATE INDEX article_dated ON article(id, month_day) WHERE month_day IS NOT NULL;
-- what is starred
CREATE INDEX article_starred ON article(id) WHERE starred;

-- ingest: tells an entry that has changed from one that has not.
CREATE TABLE entry (
  article_id INTEGER PRIMARY KEY REFERENCES article(id) ON UPDATE CASCADE ON DELETE CASCADE,
  hash BLOB NOT NULL                  -- of its text and of what it inherits
) STRICT;

-- One node of the outline below an article: a passage worth keeping, a note, a reply, a heading.
CREATE TABLE excerpt (
  id INTEGER PRIMARY KEY,             -- small, for the search index; it may change: link by name
  name TEXT NOT NULL UNIQUE,          -- lasts as its words do: article, hash of them, and a number when they repeat
  article_id INTEGER CHECK (article_id IS NOT NULL) REFERENCES article(id) ON UPDATE CASCADE ON DELETE CASCADE,
  parent_id INTEGER REFERENCES excerpt(id) ON DELETE CASCADE,          -- NULL: outermost
  position INTEGER NOT NULL,          -- in its article, from 1, in the order of the log
  depth INTEGER NOT NULL,             -- 1: outermost; 0: a remark on the entry line itself
  kind TEXT NOT NULL CHECK (kind IN
    ('quote', 'heading', 'note', 'reply', 'label', 'link', 'code', 'image', 'table')),
  text TEXT NOT NULL,                 -- plain
  markdown TEXT NOT NULL,             -- as written, without list and quote signs
  path TEXT NOT NULL,                 -- the titles above it, outermost first, ' › ' between them
  starred INTEGER NOT NULL CHECK (starred IN (0, 1)),     -- 1: marked with a star
  line_start INTEGER NOT NULL,        -- first line of its own words
  line_end INTEGER NOT NULL,
  location TEXT,                      -- where it stands in what was read, as an app or its source says: page 12 | Location 180
  source_url TEXT,                    -- the address at which that app shows it
  marked TEXT                         -- the day on which it was marked
) STRICT;

-- the outline of an article
CREATE INDEX excerpt_article ON excerpt(article_id) WHERE article_id IS NOT NULL;
-- children of an excerpt; deleting one (foreign key)
CREATE INDEX excerpt_parent ON excerpt(parent_id) WHERE parent_id IS NOT NULL;
-- what is starred
CREATE INDEX excerpt_starred ON excerpt(article_id) WHERE starred;

-- search: the articles and kinds of excerpts by id, to be read at once; what a frequent word finds would take as many
-- searches of the table, which has texts to be walked past.
CREATE TABLE excerpt_block (
  id INTEGER PRIMARY KEY,             -- of excerpts id * 4096 to id * 4096 + 4095, or to the last
  articles BLOB NOT NULL,             -- of each its article_id, 0 for none: 8 bytes, the least significant first
  kinds BLOB NOT NULL                 -- of each its kind, counted from 0 as listed above: 1 byte
) STRICT;

-- A word that articles and excerpts share.
CREATE TABLE tag (
  id INTEGER PRIMARY KEY,             -- may change: link by name
  name TEXT NOT NULL,                 -- the commonest spelling, or the one name of synonyms such as PG and Postgres
  kind TEXT NOT NULL CHECK (kind IN ('term', 'topic', 'section', 'mark', 'hashtag')),
  key TEXT NOT NULL UNIQUE            -- case and width folded; 'mark:' stands before that of a mark
) STRICT;

-- a tag by name
CREATE INDEX tag_name ON tag(name COLLATE NOCASE);

-- The tags of an article: of its title, its section, its marks, and of all its excerpts, but for their stars.
CREATE TABLE article_tag (
  article_id INTEGER NOT NULL REFERENCES article(id) ON UPDATE CASCADE ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
  rule TEXT NOT NULL CHECK (rule IN
    ('code-span', 'title-code', 'title-name', 'section-heading', 'star', 'strike', 'unread',
     'hashtag')),                     -- what made it
  spelling TEXT NOT NULL,             -- as the log writes it
  PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;

-- articles of a tag
CREATE INDEX article_tag_tag ON article_tag(tag_id);

CREATE TABLE excerpt_tag (
  excerpt_id INTEGER NOT NULL REFERENCES excerpt(id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
  rule TEXT NOT NULL CHECK (rule IN ('code-span', 'star', 'hashtag')),
  spelling TEXT NOT NULL,
  PRIMARY KEY (excerpt_id, tag_id)
) STRICT, WITHOUT ROWID;

-- passages of a tag
CREATE INDEX excerpt_tag_tag ON excerpt_tag(tag_id);

-- Other words for a tag: known synonyms, and translations found in the logs; none is a spelling of its name or of another,
-- with other case or width: article_tag and excerpt_tag have those.
CREATE TABLE tag_alias (
  alias TEXT NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, alias)
) STRICT, WITHOUT ROWID;

-- a tag by alias
CREATE INDEX tag_alias_alias ON tag_alias(alias COLLATE NOCASE);

-- An emphasised span of an excerpt.
CREATE TABLE highlight (
  excerpt_id INTEGER CHECK (excerpt_id IS NOT NULL) REFERENCES excerpt(id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  style TEXT NOT NULL CHECK (style IN ('strong', 'emphasis', 'strong-emphasis', 'insertion'))
) STRICT;

-- the highlights of an excerpt; deleting one (foreign key)
CREATE INDEX highlight_excerpt ON highlight(excerpt_id) WHERE excerpt_id IS NOT NULL;

-- A word with its translation or abbreviation, and the excerpt that introduces it: 提交队列（Submission Queue，SQ）.
CREATE TABLE term (
  name TEXT NOT NULL,
  translation TEXT,
  abbreviation TEXT,
  excerpt_id INTEGER CHECK (excerpt_id IS NOT NULL) REFERENCES excerpt(id) ON DELETE CASCADE
) STRICT;

-- the terms of an excerpt; deleting one (foreign key)
CREATE INDEX term_excerpt ON term(excerpt_id) WHERE excerpt_id IS NOT NULL;
-- the aliases of a tag, by each of its words (ingest); terms by name
CREATE INDEX term_name ON term(name COLLATE NOCASE);
CREATE INDEX term_translation ON term(translation COLLATE NOCASE);
CREATE INDEX term_abbreviation ON term(abbreviation COLLATE NOCASE);

-- An address that an entry holds besides the article's own.
CREATE TABLE link (
  article_id INTEGER CHECK (article_id IS NOT NULL) REFERENCES article(id) ON UPDATE CASCADE ON DELETE CASCADE,
  excerpt_id INTEGER REFERENCES excerpt(id) ON DELETE CASCADE,         -- NULL: it stands on the entry line
  url TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  title TEXT,                         -- the words that go with it
  position INTEGER NOT NULL           -- in its article, from 1
) STRICT;

-- the links of an article, in order
CREATE INDEX link_article ON link(article_id) WHERE article_id IS NOT NULL;
-- the links of an excerpt; deleting one (foreign key)
CREATE INDEX link_excerpt ON link(excerpt_id) WHERE excerpt_id IS NOT NULL;
-- cited by
CREATE INDEX link_canonical_url ON link(canonical_url COLLATE NOCASE);

-- Something in a log that deserves the writer's attention.
CREATE TABLE diagnostic (
  log_id INTEGER CHECK (log_id IS NOT NULL) REFERENCES log(id) ON DELETE CASCADE,
  article_id INTEGER REFERENCES article(id) ON UPDATE CASCADE ON DELETE CASCADE,  -- NULL: it is about the file
  line INTEGER NOT NULL,
  line_end INTEGER NOT NULL,
  column INTEGER NOT NULL,            -- from 1
  severity TEXT NOT NULL CHECK (severity IN ('warning', 'note')),
  code TEXT NOT NULL,                 -- a stable word
  message TEXT NOT NULL,
  source TEXT NOT NULL                -- the line, as the log writes it; of a long one, 500 characters about the column
) STRICT;

-- the diagnostics of a log, in the order of its lines
CREATE INDEX diagnostic_log ON diagnostic(log_id) WHERE log_id IS NOT NULL;
-- those of an entry; deleting or moving one
CREATE INDEX diagnostic_article ON diagnostic(article_id);

-- Articles and passages by month. Undated are those to which the log gives no day, dated the others, be their year known
-- or not.
CREATE VIEW article_by_month AS
SELECT month, count(*) AS articles, sum(month_day IS NULL) AS undated, sum(excerpt_count) AS excerpts
FROM article
GROUP BY month
ORDER BY month DESC;

CREATE VIEW article_by_site AS
SELECT site, count(*) AS articles, sum(excerpt_count) AS excerpts, min(date_from) AS first, max(date_to) AS last
FROM article
GROUP BY site
ORDER BY articles DESC, site;

CREATE VIEW article_by_collection AS
SELECT collection, count(*) AS articles, sum(excerpt_count) AS excerpts, min(date_from) AS first, max(date_to) AS last
FROM article
GROUP BY collection
ORDER BY articles DESC, collection;

-- Undated articles, with the days between which they lie.
CREATE VIEW article_undated AS
SELECT id AS article_id, title, url, date_from, date_to,
  CAST(julianday(date_to) - julianday(date_from) + 1 AS INTEGER) AS days, log_id, line_start
FROM article
WHERE month_day IS NULL
ORDER BY date_from DESC, log_id, position DESC;

-- Articles that the logs hold more than once.
CREATE VIEW read_twice AS
SELECT coalesce(canonical_url, title) AS address, min(title) AS title, count(*) AS readings,
  min(date_from) AS first, max(date_to) AS last
FROM article
GROUP BY coalesce(canonical_url, title)
HAVING count(*) > 1
ORDER BY readings DESC, title;

-- Articles whose address stands in another article's entry.
CREATE VIEW cited_by AS
SELECT cited.id AS article_id, cited.title AS title, citing.id AS cited_by_id, citing.title AS cited_by,
  link.excerpt_id AS excerpt_id
FROM link
-- By the index without case, as WHERE compares exactly: on one of an expression, such as article_key, SQLite 3.40 puts a
-- Bloom filter here, and loses rows.
JOIN article AS cited ON cited.canonical_url = link.canonical_url COLLATE NOCASE
JOIN article AS citing ON citing.id = link.article_id
WHERE cited.canonical_url = link.canonical_url AND citing.canonical_url IS NOT cited.canonical_url;

-- The words that lead to a tag: what is typed leads to it as it stands or as its key, COLLATE NOCASE; tag_key() makes one
-- in Datasette. To #tea/green leads tea as well.
CREATE VIEW tag_word AS
SELECT key AS word, id AS tag_id FROM tag
UNION ALL
SELECT name, id FROM tag  -- of a mark it is not its key
UNION ALL
SELECT alias, tag_id FROM tag_alias
UNION ALL
SELECT word, id FROM (
  WITH RECURSIVE above(word, id) AS (
    SELECT key, id FROM tag WHERE kind = 'hashtag' AND instr(key, '/') > 0
    UNION ALL
    SELECT rtrim(rtrim(word, replace(word, '/', '')), '/'), id FROM above WHERE instr(word, '/') > 0
  )
  SELECT word, id FROM above
);

-- Tags that articles have together, each pair once.
CREATE VIEW tag_pair AS
SELECT a.name AS tag, b.name AS other, count(*) AS articles
FROM article_tag AS x
JOIN article_tag AS y ON y.article_id = x.article_id AND y.tag_id > x.tag_id
JOIN tag AS a ON a.id = x.tag_id
JOIN tag AS b ON b.id = y.tag_id
GROUP BY x.tag_id, y.tag_id;

-- Full-text search. 内存管理 is no word to SQLite's tokenizer, so the two tables below index pairs of CJK characters:
-- 内存 存管 管理 理, made by ingest/search. A query is made likewise; in Datasette, fts_query() does. Never give them the
-- 'rebuild' command: it would index single characters, and 内存 would find nothing. Never search in the transaction that
-- writes them: SQLite 3.40 damages the index when a prefix query runs between two writes.
--
-- highlight() and snippet() count tokens in the content of a table. That is the text with U+200B on both sides of every
-- CJK character, whose n-th token is the n-th in the index; replace(snippet(…), char(8203), '') takes it off again.

-- The texts that are searched, spaced for the tokenizer; in pieces of 65,536 characters, and these in blocks of 256:
-- substr() counts from the start of its argument, and one walk through a long text would go through it for each
-- character. A step copies what is left of what it takes from, and what is done.
CREATE VIEW spaced AS
SELECT source, id, (
  WITH RECURSIVE piece(done, head, rest) AS (
    SELECT '', substr(text, 1, 65536), substr(text, 65537)
    UNION ALL
    SELECT done || (
        WITH RECURSIVE block(done, head, rest) AS (
          SELECT '', substr(piece.head, 1, 256), substr(piece.head, 257)
          UNION ALL
          SELECT done || (
            WITH RECURSIVE walk(done, c, next) AS (
              SELECT '', substr(head, 1, 1), 2
              UNION ALL
              SELECT done || CASE
                  WHEN unicode(c) < 0x2E80 THEN c
                  WHEN unicode(c) BETWEEN 0x3400 AND 0x9FFF        -- Han
                    OR unicode(c) BETWEEN 0x3005 AND 0x3007        -- 々〆〇
                    OR unicode(c) BETWEEN 0x3041 AND 0x318E        -- kana, bopomofo, hangul letters
                    OR unicode(c) BETWEEN 0x31A0 AND 0x31BF        -- bopomofo, more of it
                    OR unicode(c) BETWEEN 0x31F0 AND 0x31FF        -- kana for Ainu
                    OR unicode(c) BETWEEN 0xAC00 AND 0xD7A3        -- hangul
                    OR unicode(c) BETWEEN 0xF900 AND 0xFAFF        -- Han, for compatibility
                    OR unicode(c) BETWEEN 0xFF66 AND 0xFF9F        -- kana of half width
                    OR unicode(c) BETWEEN 0x20000 AND 0x3FFFF      -- Han, extensions B and later
                    OR unicode(c) BETWEEN 0x2F00 AND 0x2FD5        -- radicals
                    OR unicode(c) BETWEEN 0x2E81 AND 0x2E99        -- radicals, their supplement
                    OR unicode(c) BETWEEN 0x2E9B AND 0x2EF3        -- the rest of it
                    OR unicode(c) BETWEEN 0x1F000 AND 0x1FAFF      -- emoji
                  THEN char(8203) || c || char(8203)
                  ELSE c
                END, substr(head, next, 1), next + 1
              FROM walk
              WHERE c <> ''
            )
              SELECT done FROM walk WHERE c = ''
            ), substr(rest, 1, 256), substr(rest, 257)
          FROM block
          WHERE head <> ''
        )
        SELECT done FROM block WHERE head = ''
      ), substr(rest, 1, 65536), substr(rest, 65537)
    FROM piece
    WHERE head <> ''
  )
  SELECT done FROM piece WHERE head = ''
) AS text
FROM (
  SELECT 'article' AS source, number + 0 AS id, title AS text FROM article
  UNION ALL
  SELECT 'excerpt', id, text FROM excerpt
);

-- What excerpt_fts marks; columns as there.
CREATE VIEW excerpt_spaced AS
SELECT id, text AS body, '' AS sym
FROM spaced
WHERE source = 'excerpt';

-- What article_fts marks; columns as there.
CREATE VIEW article_spaced AS
SELECT id AS number, text AS title, '' AS sym
FROM spaced
WHERE source = 'article';

-- The index of excerpt.text. 'body' are its words; 'sym' are those of them that hold a symbol, such as C++ and .NET.
-- By the comment inside, Datasette and sqlite-utils know the table that it searches. The token characters are radicals:
-- text from a PDF often has U+2F42 for 文, and the tokenizer would take it for a symbol.
CREATE VIRTUAL TABLE excerpt_fts USING fts5(
  /* content="excerpt" */
  body, sym, content='excerpt_spaced', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2 tokenchars '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵⼶⼷⼸⼹⼺⼻⼼⼽⼾⼿⽀⽁⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩⽪⽫⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖⾗⾘⾙⾚⾛⾜⾝⾞⾟⾠⾡⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕'"
);

-- The index of article.title, likewise. Its rowid is article.number: ids are large numbers without order, which would
-- make an index twice as large. Tools that would look for them in article.rowid find no comment here to go by.
CREATE VIRTUAL TABLE article_fts USING fts5(
  title, sym, content='article_spaced', content_rowid='number',
  tokenize="unicode61 remove_diacritics 2 tokenchars '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵⼶⼷⼸⼹⼺⼻⼼⼽⼾⼿⽀⽁⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩⽪⽫⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖⾗⾘⾙⾚⾛⾜⾝⾞⾟⾠⾡⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕'"
);
