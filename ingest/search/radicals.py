"""The character that each radical of Unicode's supplement to the Kangxi ones is: text from a PDF has ⻚ for 页.

Those of the Kangxi radicals themselves are in NFKC.

Source: Unicode's EquivalentUnifiedIdeograph.txt, from U+2E81 on; U+2E80 has none.
"""

_CODES = (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4))

_CHARACTERS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)

SUPPLEMENT = dict(zip(map(chr, _CODES), _CHARACTERS, strict=True))
