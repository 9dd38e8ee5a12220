"""What the head and the cells of a file of polling centres may be called, in any of the three languages."""

import re
from collections.abc import Mapping

from portal.core.search import fold
from portal.country import queries as country

COLUMN_WORDS = {
    "centre": (
        "centre_code", "center_code", "code of the centre", "centre", "center", "code", "location code", "polling centre code",
        "رمز المركز", "رقم المركز", "رمز مركز الاقتراع", "کۆدی بنکە", "کۆدی بنکەی دەنگدان", "ژمارەی بنکە",
    ),
    "station": ("station", "station_number", "number of the station", "polling station", "رقم المحطة", "المحطة", "محطة", "ژمارەی وێستگە", "وێستگە"),
    "name": ("name", "centre_name", "polling centre", "اسم المركز", "الاسم", "اسم مركز الاقتراع", "ناو", "ناوی بنکە", "ناوی بنکەی دەنگدان"),
    "name_ar": ("name_ar", "name in arabic", "الاسم بالعربية", "اسم المركز بالعربية", "ناو بە عەرەبی"),
    "name_ckb": (
        "name_ckb", "name_ku", "name in sorani", "name in kurdish", "الاسم بالكردية", "اسم المركز بالكردية", "الاسم بالكوردية",
        "الاسم بالكوردية السورانية", "ناو بە کوردی",
    ),
    "name_en": ("name_en", "name in english", "الاسم بالإنكليزية", "الاسم بالإنجليزية", "ناو بە ئینگلیزی"),
    "governorate": ("governorate", "province", "المحافظة", "محافظة", "پارێزگا"),
    "district": ("district", "القضاء", "قضاء", "قەزا"),
    "subdistrict": ("subdistrict", "sub-district", "الناحية", "ناحية", "ناحیە"),
    "address": ("address", "postal address", "العنوان", "عنوان", "ناونیشان"),
    "latitude": ("latitude", "lat", "خط العرض", "هێڵی پانی"),
    "longitude": ("longitude", "lon", "long", "خط الطول", "هێڵی درێژی"),
    "kind": ("kind", "type", "نوع المركز", "النوع", "نوع التصويت", "جۆر", "جۆری بنکە", "جۆری دەنگدان"),
    "accessible": ("accessible", "accessible_entrance", "step-free entrance", "مدخل ميسر", "مدخل بلا درج", "دەروازەی بێ پلیکانە", "دەروازەی بێ پلە"),
    "voters": ("voters", "number of voters", "registered voters", "عدد الناخبين", "الناخبون", "ژمارەی دەنگدەران", "دەنگدەران"),
    "voters_of": ("voters_of", "women or men", "sex", "الجنس", "نساء أو رجال", "ڕەگەز", "ژن یان پیاو"),
}  # fmt: skip
KIND_WORDS = {
    "general": ("general", "عام", "العام", "تصويت عام", "التصويت العام", "گشتی", "دەنگدانی گشتی"),
    "special": ("special", "خاص", "الخاص", "تصويت خاص", "التصويت الخاص", "تایبەت", "دەنگدانی تایبەت"),
    "displaced": ("displaced", "idp", "idps", "نازحون", "نازحين", "النازحون", "النازحين", "ئاوارە", "ئاوارەکان"),
    "prison": ("prison", "detention", "سجن", "سجون", "زیندان", "بەندیخانە"),
    "hospital": ("hospital", "مستشفى", "مستشفيات", "نەخۆشخانە"),
}
ACCESSIBLE_WORDS = {
    "yes": ("yes", "y", "1", "true", "نعم", "بەڵێ"),
    "no": ("no", "n", "0", "false", "لا", "كلا", "نەخێر"),
    "unknown": ("unknown", "غير معروف", "نەزانراو"),
}
VOTERS_OF_WORDS = {
    "all": ("all", "both", "mixed", "مختلط", "نساء ورجال", "الجميع", "تێکەڵ"),
    "women": ("women", "female", "f", "نساء", "إناث", "اناث", "ژنان", "مێ"),
    "men": ("men", "male", "m", "رجال", "ذكور", "پیاوان", "نێر"),
}


def key(text: str) -> str:
    """The spelling in which heads and words of cells are compared."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def table(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {key(word): code for code, several in words.items() for word in several}


def governorates() -> dict[str, str]:
    known = country.governorates()
    return {key(word): one.code for one in known for word in (one.pcode, one.iso, *one.names.values(), one.code) if word}


def districts() -> dict[tuple[str, str], str]:
    """By governorate and word."""
    known = [(governorate.code, district) for governorate in country.governorates() for district in country.districts(governorate.code)]
    return {(governorate, key(word)): one.code for governorate, one in known for word in (*one.names.values(), one.code)}
