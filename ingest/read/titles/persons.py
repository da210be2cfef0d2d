"""What the names of persons look like, in Latin letters and in Chinese.

Knows nothing of where they stand: `authors` finds them in titles, `bylines` behind `by`, `citations` before the year.
"""

from __future__ import annotations

from ingest.patterns import lazy_compile

_CAPITAL = r"[^\W\d_a-z\u3040-\u9fff]"
# A word of a name. A stop belongs to an initial and to a title; behind any other word it ends a sentence.
WORD = rf"(?:(?:[A-Z]\.-?)+(?:{_CAPITAL}[\w'’-]*)?|(?:Dr|Prof|Mrs?|Ms|St|Rev|Col|Gen|Capt|[JS]r)\.|{_CAPITAL}[\w'’-]*)"
_PARTICLE = r"(?:de|del|da|di|du|van|von|der|den|la|le)"
PERSON = rf"{WORD}(?:[ \t]+(?:{WORD}|{_PARTICLE})){{1,4}}"
_AND = r"(?:and|&|y|e|et|und)[ \t]+"
JOINT = rf"(?:,[ \t]+(?:{_AND})?|[ \t]+{_AND})"
# Persons, or two of whom the first has one name: 'Ann and Bo Leaf', 'Leaf & Ort'.
PERSONS = rf"(?:{WORD}[ \t]+{_AND}(?:{PERSON}|{WORD})|{PERSON})(?:{JOINT}{PERSON}){{0,9}}"
A_COUNTRY = r"(?:[(（\[［【〔][\u3400-\u9fff]{1,4}[)）\]］】〕]\s*)?"
IN_CHINESE = (
    rf"{A_COUNTRY}"
    r"(?!第|原书|修订|全|套装)[\u3400-\u9fff][\u3400-\u9fff·・•]{1,19}(?<![版册卷辑集])"
)
# Who may have written a book, and the same where one name is enough.
NAMES = rf"(?:{PERSONS}|{IN_CHINESE})"
ANY_NAMES = rf"(?:{PERSONS}|{WORD}|{IN_CHINESE})"
# The surnames that most Chinese have, in both writings; rarer ones, and longer ones.
_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜"
    "叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝"
    "龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯庄莊倪殷柯翟颜顏耿焦欧歐俞章鲁魯葛聂聶柳骆駱祝尤甘阮"
)
_RARE_SURNAMES = "兰蘭岳霍祁翁苗樊裴詹邢洪鲍鮑岑窦竇闵閔娄婁瞿褚牟辜冉喻奚麦麥梅"
_LONG_SURNAMES = "司马|司馬|诸葛|諸葛|欧阳|歐陽|上官|慕容|尉迟|尉遲|公孙|公孫|夏侯|皇甫|令狐"
# What only a name has: such a surname, a dot in the middle, a country before it; in English an initial or a particle.
_SURE = lazy_compile(
    rf"(?:[{_SURNAMES}]|{_LONG_SURNAMES})[\u3400-\u9fff]{{1,2}}|[{_RARE_SURNAMES}][\u3400-\u9fff]{{2}}|[(（\[［【〔].+|[\u3400-\u9fff]+[·・•].+"
    r"|(?:.*\s)?(?:[A-Z]\.|van|von|de|der|Jr\.?)(?:\s.*)?"
)
_PERSONS = lazy_compile(PERSONS)
_SHORTENED = lazy_compile(r"(?:[\s.][A-Z]|\s[JS]r)\.$")


def is_name(words: str) -> bool:
    """Whether words are names of persons: two that are capital, or Chinese with a surname.

    >>> is_name("Ann Leaf"), is_name("林一"), is_name("很好")
    (True, True, False)
    """
    return is_sure_name(words) or _PERSONS.fullmatch(words) is not None


def is_sure_name(words: str) -> bool:
    """Whether words have what no others than names have, which two capital words alone have not.

    >>> is_sure_name("Ann B. Leaf"), is_sure_name("Ann Leaf")
    (True, False)
    """
    return _SURE.fullmatch(words) is not None


def without_stop(name: str) -> str:
    """A name without the stop that ends the line, which an initial has of its own.

    >>> without_stop("Ann Leaf."), without_stop("Ann Leaf M.D.")
    ('Ann Leaf', 'Ann Leaf M.D.')
    """
    return name if _SHORTENED.search(name) else name.rstrip(".")
