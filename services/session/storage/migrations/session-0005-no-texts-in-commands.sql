-- Free text lies in `side_text` alone (ENG-8): a command keeps a digest of its reason, as `digest` of `use_cases/reasons.py` makes it.

UPDATE command SET content = 'pause ' || encode(sha256(convert_to(key || ' ' || substr(content, 7), 'UTF8')), 'hex')
WHERE content ~ '^pause .';

UPDATE command
SET content = substring(content FROM '^place [0-9]+ [0-9]+ ')
    || encode(sha256(convert_to(key || ' ' || substring(content FROM '^place [0-9]+ [0-9]+ (.+)$'), 'UTF8')), 'hex')
WHERE content ~ '^place [0-9]+ [0-9]+ .';
