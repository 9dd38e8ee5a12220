"""What people write in these journeys, each in their own language."""

SEARCHED = {"ar": "قَرار إعتماد المراقبين", "ckb": "بریاری متمانەپێدانی چاودێران", "en": "decision accreditation observers"}
NARRATIVE = {
    "ar": "شاهد مراقبنا صباح اليوم ملصقات على باب مركز الاقتراع، وبقيت حتى الظهر. أُبلغ مدير المركز ولم يُجب.",
    "ckb": "چاودێرەکەمان ئەمڕۆ بەیانی پۆستەری لەسەر دەرگای بنکەی دەنگدان بینی، تا نیوەڕۆ مایەوە. بەڕێوەبەری بنکەکە ئاگادار کرایەوە.",
    "en": "Our observer saw posters on the door of the polling centre this morning; they stayed until noon. The manager was told.",
}
TITLE = {"ar": "ملصقات على باب مركز الاقتراع", "ckb": "پۆستەر لەسەر دەرگای بنکەی دەنگدان", "en": "Posters on the door of the polling centre"}
PLACE = {"ar": "مركز النور، المحطة 3", "ckb": "بنکەی ڕووناکی، وێستگەی 3", "en": "Nur school, station 3"}
SHOWN = {"ar": "باب المركز من الشارع", "ckb": "دەرگای بنکەکە لە شەقامەوە", "en": "The door of the centre from the street"}
THANKS = {
    "ar": "شكراً، وصل بلاغكم وبدأنا بقراءته.",
    "ckb": "سوپاس، ڕاپۆرتەکەتان گەیشت و دەستمان بە خوێندنەوەی کرد.",
    "en": "Thank you, we are reading your report.",
}
QUESTION = {"ar": "في أي ساعة أُزيلت الملصقات؟", "ckb": "پۆستەرەکان لە چ کاتژمێرێکدا لابران؟", "en": "At what time were the posters removed?"}
REPLY = {"ar": "أُزيلت في الساعة الثانية عشرة والنصف.", "ckb": "کاتژمێر دوانزە و نیو لابران.", "en": "They were removed at half past twelve."}
FINDING = {
    "ar": "زار موظفنا المركز ووجد آثار الملصقات على الباب.",
    "ckb": "فەرمانبەرەکەمان سەردانی بنکەکەی کرد و شوێنەواری پۆستەرەکانی بینی.",
    "en": "Our officer visited the centre and found traces of the posters.",
}
CLOSING = {
    "ar": "نُبّه مدير المركز. شكراً لتعاونكم.",
    "ckb": "بەڕێوەبەری بنکەکە ئاگادار کرایەوە. سوپاس بۆ هاوکارییتان.",
    "en": "The manager was warned. Thank you.",
}

REPORT = {
    "ar": "ما رأيناه في افتتاح محطات الاقتراع",
    "ckb": "ئەوەی لە کردنەوەی وێستگەکانی دەنگدان بینیمان",
    "en": "What we saw at the opening of polling stations",
}
SUMMARY = {
    "ar": "زار مراقبونا عشرين محطة، وفُتح معظمها في موعده.",
    "ckb": "چاودێرەکانمان سەردانی بیست وێستگەیان کرد و زۆربەیان لە کاتی خۆیدا کرانەوە.",
    "en": "Our observers visited twenty stations; most opened on time.",
}
CHAPTER = {"ar": "الافتتاح", "ckb": "کردنەوە", "en": "The opening"}
FINDINGS = {
    "ar": "فُتحت سبع عشرة محطة في السابعة، وتأخرت ثلاث محطات.",
    "ckb": "حەڤدە وێستگە کاتژمێر حەوت کرانەوە و سێیان دواکەوتن.",
    "en": "Seventeen stations opened at seven, and three were late.",
}

LAW = {
    "ar": "نظام إعلام الناخبين بمواقع المحطات",
    "ckb": "پەیڕەوی ئاگادارکردنەوەی دەنگدەران لە شوێنی وێستگەکان",
    "en": "Regulation on informing voters where stations are",
}
ARTICLE = {
    "ar": "المادة (1): الإعلان\nتعلن المفوضية مواقع المحطات قبل عشرة أيام.",
    "ckb": "ماددەی یەکەم: ڕاگەیاندن\nکۆمیسیۆن شوێنی وێستگەکان دە ڕۆژ پێشتر ڕادەگەیەنێت.",
    "en": "Article 1: Announcement\nThe commission announces the stations ten days before.",
}
ANNOUNCED = {"ar": "قبل عشرة أيام", "ckb": "دە ڕۆژ پێشتر", "en": "ten days before"}
CORRECTED = {"ar": "قبل أربعة عشر يوماً", "ckb": "چواردە ڕۆژ پێشتر", "en": "fourteen days before"}
NOTE = {"ar": "صُحّح عدد الأيام.", "ckb": "ژمارەی ڕۆژەکان ڕاست کرایەوە.", "en": "The number of days was corrected."}
FILE = {"ar": "جدول المواقع", "ckb": "خشتەی شوێنەکان", "en": "Table of the places"}
WITHDRAWN = {
    "ar": "نُشر هذا النظام قبل إقراره.",
    "ckb": "ئەم پەیڕەوە پێش پەسندکردن بڵاو کرابووەوە.",
    "en": "This regulation was published before it was adopted.",
}

ORGANISATION = {"ar": "جمعية الفرات لمراقبة الانتخابات", "ckb": "کۆمەڵەی چرا بۆ چاودێریی هەڵبژاردن", "en": "Euphrates Observation Society"}
REFUSED = {"ar": "نادي الأصدقاء", "ckb": "یانەی هاوڕێیان", "en": "Club of Friends"}
WORK = {
    "ar": "نراقب الانتخابات منذ 2018 بثمانين مراقباً.",
    "ckb": "لە 2018ەوە بە هەشتا چاودێر چاودێریی هەڵبژاردن دەکەین.",
    "en": "We observe elections since 2018 with eighty observers.",
}
CONTACT = {"ar": "هدى جبار سلمان", "ckb": "ڕێزان سەلام قادر", "en": "Huda Jabbar Salman"}
OFFICE = {"ar": "رئيسة المنظمة", "ckb": "سەرۆکی ڕێکخراو", "en": "Chair"}
COALITION = {"ar": "تحالف دجلة", "ckb": "هاوپەیمانیی دیجلە", "en": "Tigris Alliance"}
ASKED = {"ar": "متى درّبتم مراقبيكم؟", "ckb": "کەی چاودێرەکانتان ڕاهێنا؟", "en": "When did you train your observers?"}
ANSWERED = {"ar": "في شباط الماضي.", "ckb": "لە شوباتی ڕابردوودا.", "en": "Last February."}
COLLEAGUE = {"ar": "مروان كريم", "ckb": "هێمن ڕەشید", "en": "Marwan Karim"}
NOT_YET = {
    "ar": "لا تعمل المنظمة في الانتخابات.",
    "ckb": "ڕێکخراوەکە لە بواری هەڵبژاردندا کار ناکات.",
    "en": "The organisation does no work on elections.",
}
WHY = {"ar": "نشرت المنظمة أسماء ناخبين.", "ckb": "ڕێکخراوەکە ناوی دەنگدەرانی بڵاو کردووەتەوە.", "en": "The organisation published names of voters."}
APPEAL = {"ar": "حذفنا الأسماء ودرّبنا فريقنا.", "ckb": "ناوەکانمان سڕییەوە و تیمەکەمان ڕاهێنا.", "en": "We removed the names and trained our team."}
AGREED = {"ar": "قبلنا اعتراضكم.", "ckb": "داواکەتانمان قبووڵ کرد.", "en": "We accept your appeal."}
