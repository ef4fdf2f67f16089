"""Pieces of names for the invented people of `bench.tracing_index`: written by hand for Madoguchi, from general knowledge.

Under the licence of this project; no list of real people stands behind it. Kana stand beside each piece as somebody would write
them, not as `madoguchi.names` would: what is measured must not be made by what measures.
"""

Tokens = tuple[tuple[str, ...], ...]


def _rows(text: str) -> Tokens:
    return tuple(tuple(part.replace("_", " ") for part in row.split("/")) for row in text.split())


# Vietnamese pieces; a number is how many of a hundred (families) or of a thousand (given names) carry it, else one.
VI_FAMILIES = """Nguyễn:38 Trần:12 Lê:9 Phạm:7 Hoàng:4 Phan:4 Vũ:3 Võ:3 Đặng:2 Bùi:2 Đỗ:2 Hồ:2 Ngô:1 Dương:1 Lý:1 Đinh:1 Huỳnh:1
Đoàn:1 Lâm:1 Trịnh:1 Mai:1 Đào:1 Trương:1 Cao:1 Hà:1 Tô Tạ Châu Lương Phùng Lưu Thái Kiều Quách Vương Chu Tăng Bạch Tống""".split()
VI_WOMEN = """Thị:60 Ngọc:8 Thị_Thu:4 Thị_Thanh:4 Thị_Kim:3 Thị_Hồng:3 Thị_Bích Thị_Minh Thị_Phương Thị_Mỹ Thị_Ngọc Thu:2 Thanh:2
Minh:2 Hồng Bích Kim Mỹ Phương Diệu Khánh Thùy Quỳnh Hoài Bảo Tú Như""".split()
VI_MEN = """Văn:45 Đức:6 Hữu:5 Minh:5 Quốc:4 Công:4 Đình:4 Xuân:4 Thanh:3 Ngọc:3 Quang:3 Trọng:2 Tuấn:2 Anh:2 Hoàng:2 Viết:2
Thế:2 Duy:2 Bá Sỹ Mạnh Tiến Trung Hải Việt Khắc Phú Đăng Nhật Gia Hồng Văn_Minh Văn_Đức Xuân_Hữu Đình_Quang""".split()
VI_GIVEN_WOMEN = """Hương:40 Lan:35 Hoa:33 Hà:30 Thảo:28 Linh:28 Trang:27 Hằng:26 Thu:24 Nga:24 Hạnh:22 Huệ:20 Mai:20 Phương:20
Yến:19 Loan:18 Nhung:18 Hiền:17 Thúy:17 Vân:16 Ngọc:16 Dung:15 Tuyết:14 Oanh:13 Liên:13 Hồng:13 Xuân:10 Quyên:10 Trinh:10 Ánh:10
Nguyệt:9 Tâm:9 Thủy:9 Bích:8 Chi:8 Giang:8 Hòa:8 Lý:8 Ly:7 My:7 Như:7 Quỳnh:7 Sen:6 Thắm:6 Thơm:6 Trâm:6 Uyên:6 Vy:6 Châu:5
Diễm:5 Diệp:5 Đào:5 Hân:5 Hảo:4 Khánh:4 Kiều:4 Lệ:4 Luyến:4 Mến:3 Miền:3 Na:3 Ngà:3 Ngân:5 Nhàn:3 Nhi:5 Nương:2 Phụng:2 Thoa:4
Thùy:4 Tiên:4 Trà:4 Trúc:4 Tú:3 Vinh:2 Xoan:2 Ái Băng Cẩm Cúc Đan Đoan Gấm Hạ Hậu Hiếu Hoài Hoàn Hợi Huế Huyền:8 Khuyên Lài Lành Lê
Liễu Lựu Mận Mùi Mỹ Nết Nghĩa Nhã Nhạn Nhiên Ninh Nở Phấn Phúc Quế San Sâm Sinh Sương Thanh:6 Thành Thêu Thi Thìn Thoan Thục
Thuận Thương:4 Tình Toàn Tơ Tuyến Tươi Vui Xuyến Anh:12""".split()
VI_GIVEN_MEN = """Hùng:35 Dũng:33 Tuấn:33 Cường:28 Nam:27 Hải:27 Thắng:25 Long:24 Minh:24 Sơn:22 Đức:22 Hiếu:20 Tùng:20 Trung:20
Quang:18 Hoàng:18 Huy:18 Thành:18 Bình:16 Hưng:16 Dương:15 Tiến:15 Toàn:14 Mạnh:14 Phong:14 Anh:14 Linh:12 Khánh:12 Việt:12 Đạt:12
Duy:11 Kiên:11 Tú:11 Thịnh:10 Lâm:10 Vinh:10 Quân:10 Giang:9 Tâm:9 Hà:9 Phúc:9 Lộc:9 Nghĩa:8 Thái:8 Trường:8 Quý:8 Đông:7 Hòa:7
Nhân:7 An:7 Bảo:7 Hậu:7 Tài:7 Khoa:6 Lợi:6 Ngọc:6 Sáng:6 Thiện:6 Tân:6 Thuận:6 Vũ:6 Xuân:5 Công:5 Chiến:5 Chung:5 Cảnh:4 Danh:4
Định:4 Đại:4 Đăng:4 Điệp:4 Hân:3 Hiệp:5 Hào:4 Hoan:3 Học:2 Hợp:2 Kha:2 Khải:4 Khang:4 Khôi:3 Kỳ:3 Lập Lực Lương Luân:3 Mẫn Nguyên:4
Nhật:3 Ninh:2 Phi:2 Phú:5 Phước:3 Quyết:3 Quyền:3 Sang:3 Sinh:2 Sĩ Tín:3 Thạch Thân Thọ:3 Thông:3 Thức Tính Toản Trí:4 Triều Triệu
Trọng:3 Tuyên Tường Tư Ước Vĩnh Vương Vượng Xuyên Ý Khuê Lưu Nhâm Hồng Cư Chính Chức Bách Bắc Ba Hai Hạnh Duẩn Đồng Đô Hiển
Hội Huấn Huỳnh Nghiệp Nhuận Phương Sử Tấn Thế Thư""".split()
# The southern sign of a Vietnamese piece, where families still know one.
VI_HAN = dict(
    pair.split(":")
    for pair in """Nguyễn:阮 Trần:陳 Lê:黎 Phạm:范 Hoàng:黃 Phan:潘 Vũ:武 Võ:武 Đặng:鄧 Bùi:裴 Đỗ:杜 Hồ:胡 Ngô:吳 Dương:楊 Lý:李
    Đinh:丁 Huỳnh:黃 Đoàn:段 Lâm:林 Trịnh:鄭 Mai:梅 Đào:陶 Trương:張 Cao:高 Hà:河 Thị:氏 Văn:文 Ngọc:玉 Đức:德 Hữu:友 Minh:明 Quốc:國
    Công:公 Đình:庭 Xuân:春 Thanh:清 Quang:光 Thu:秋 Kim:金 Hồng:紅 Bích:碧 Phương:芳 Mỹ:美 Hương:香 Lan:蘭 Hoa:花 Thảo:草 Linh:玲
    Hạnh:幸 Huệ:惠 Yến:燕 Hiền:賢 Vân:雲 Liên:蓮 Nguyệt:月 Tâm:心 Châu:珠 Hùng:雄 Dũng:勇 Tuấn:俊 Cường:強 Nam:南 Hải:海 Thắng:勝
    Long:龍 Sơn:山 Trung:忠 Huy:輝 Thành:成 Bình:平 Tiến:進 Toàn:全 Phong:風 Việt:越 Đạt:達 Lâm:林 Phúc:福 Nghĩa:義 Thái:泰 Đông:東
    An:安 Bảo:寶 Tài:才 Loan:鸞 Nhật:日 Phước:福 Sinh:生 Vinh:榮 Quân:軍 Hoàn:環 Trúc:竹 Quỳnh:瓊""".split()
)

ZH_FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
ZH_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文国玉红志海云春梅兰凤珍玲萍鹏飞鑫波宇浩亮成健世广义兴良山仁波宁福生龙元全胜学祥才发武新利清彬富顺信子雪琳晓慧美淑惠珠翠雅芝香月莺媛瑞凡佳嘉琼勤贞莉璐娅琦晶妍茜秋珊锦青倩婷姣婉娴瑾颖露瑶怡蓓薇梦岚苑馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽羽希"

# Hangul, the spelling of the rule, the usual one, kana.
KO_FAMILIES = _rows("""김/gim/kim/キム 이/i/lee/イ 박/bak/park/パク 최/choe/choi/チェ 정/jeong/jung/チョン 강/gang/kang/カン 조/jo/cho/チョ
윤/yun/yoon/ユン 장/jang/jang/チャン 임/im/lim/イム 한/han/han/ハン 오/o/oh/オ 서/seo/seo/ソ 신/sin/shin/シン 권/gwon/kwon/クォン
황/hwang/hwang/ファン 안/an/ahn/アン 송/song/song/ソン 류/ryu/ryu/リュ 홍/hong/hong/ホン 전/jeon/jun/チョン 고/go/ko/コ 문/mun/moon/ムン
손/son/son/ソン 양/yang/yang/ヤン 배/bae/bae/ペ 백/baek/baek/ペク 허/heo/hur/ホ 남/nam/nam/ナム 심/sim/shim/シム""")
KO_GIVEN = _rows("""민/min/min/ミン 서/seo/seo/ソ 지/ji/ji/ジ 수/su/soo/ス 현/hyeon/hyun/ヒョン 준/jun/joon/ジュン 영/yeong/young/ヨン 은/eun/eun/ウン
성/seong/sung/ソン 재/jae/jae/ジェ 진/jin/jin/ジン 호/ho/ho/ホ 희/hui/hee/ヒ 정/jeong/jung/ジョン 미/mi/mi/ミ 경/gyeong/kyung/ギョン
상/sang/sang/サン 동/dong/dong/ドン 선/seon/sun/ソン 혜/hye/hye/ヘ 연/yeon/yeon/ヨン 주/ju/joo/ジュ 태/tae/tae/テ 기/gi/ki/ギ
우/u/woo/ウ 승/seung/seung/スン 유/yu/yoo/ユ 아/a/ah/ア 원/won/won/ウォン 석/seok/suk/ソク 철/cheol/chul/チョル 광/gwang/kwang/グァン
용/yong/yong/ヨン 훈/hun/hoon/フン 규/gyu/kyu/ギュ 한/han/han/ハン 윤/yun/yoon/ユン 나/na/na/ナ 라/ra/ra/ラ 하/ha/ha/ハ""")

# Devanagari, letters, kana.
NE_GIVEN = _rows("""राम/Ram/ラム हरि/Hari/ハリ कृष्ण/Krishna/クリシュナ सीता/Sita/シタ गीता/Gita/ギタ सुनिता/Sunita/スニタ अनिता/Anita/アニタ
राजेश/Rajesh/ラジェシュ रमेश/Ramesh/ラメシュ सुरेश/Suresh/スレシュ दिनेश/Dinesh/ディネシュ प्रकाश/Prakash/プラカシュ विकास/Bikash/ビカシュ
सन्तोष/Santosh/サントシュ दीपक/Dipak/ディパク गणेश/Ganesh/ガネシュ महेश/Mahesh/マヘシュ उमेश/Umesh/ウメシュ कमल/Kamal/カマル विमल/Bimal/ビマル
निर्मल/Nirmal/ニルマル सरिता/Sarita/サリタ सबिना/Sabina/サビナ रीता/Rita/リタ मीना/Mina/ミナ पूजा/Puja/プジャ शर्मिला/Sharmila/シャルミラ
उर्मिला/Urmila/ウルミラ प्रमिला/Pramila/プラミラ निशा/Nisha/ニシャ आशा/Asha/アシャ लक्ष्मी/Laxmi/ラクシュミ सरस्वती/Saraswati/サラスワティ
दुर्गा/Durga/ドゥルガ पार्वती/Parbati/パルバティ गोविन्द/Govinda/ゴビンダ गोपाल/Gopal/ゴパル मोहन/Mohan/モハン राजन/Rajan/ラジャン
सागर/Sagar/サガル सुमन/Suman/スマン रोशन/Roshan/ロシャン विनोद/Binod/ビノド प्रदीप/Pradip/プラディプ सन्दीप/Sandip/サンディプ
कुमारी/Kumari/クマリ बिष्णु/Bishnu/ビシュヌ इन्द्र/Indra/インドラ चन्द्र/Chandra/チャンドラ नारायण/Narayan/ナラヤン""")
NE_MIDDLE = _rows("""बहादुर/Bahadur/バハドゥル कुमार/Kumar/クマール प्रसाद/Prasad/プラサド राज/Raj/ラジ माया/Maya/マヤ देवी/Devi/デビ
लाल/Lal/ラル मान/Man/マン""")
NE_FAMILIES = _rows("""श्रेष्ठ/Shrestha/シュレスタ तामाङ/Tamang/タマン थापा/Thapa/タパ गुरुङ/Gurung/グルン राई/Rai/ライ मगर/Magar/マガル
अधिकारी/Adhikari/アディカリ शर्मा/Sharma/シャルマ कार्की/Karki/カルキ लामा/Lama/ラマ भट्टराई/Bhattarai/バッタライ पौडेल/Poudel/パウデル
खड्का/Khadka/カドカ बस्नेत/Basnet/バスネット चौधरी/Chaudhary/チョウダリ यादव/Yadav/ヤダブ महर्जन/Maharjan/マハルジャン घिमिरे/Ghimire/ギミレ
आचार्य/Acharya/アチャリヤ सुवेदी/Subedi/スベディ न्यौपाने/Neupane/ネウパネ पाण्डे/Pandey/パンデ कुँवर/Kunwar/クンワル बुढाथोकी/Budhathoki/ブダトキ
शाह/Shah/シャハ घले/Ghale/ガレ शेर्पा/Sherpa/シェルパ लिम्बु/Limbu/リンブ जोशी/Joshi/ジョシ रिजाल/Rijal/リジャル""")

# Burmese, letters, kana.
MY = _rows("""အောင်/Aung/アウン ကျော်/Kyaw/チョー မြင့်/Myint/ミン ဝင်း/Win/ウィン ထွန်း/Tun/トゥン လှ/Hla/ラ မိုး/Moe/モー စန်း/San/サン ခင်/Khin/キン
သန္တာ/Thandar/タンダー နိုင်/Naing/ナイン ဇော်/Zaw/ゾー မင်း/Min/ミン သူ/Thu/トゥー လင်း/Lin/リン ဖြိုး/Phyo/ピョー စု/Su/スー နှင်း/Hnin/ニン
ဝေ/Wai/ウェイ ဖြူ/Phyu/ピュー သီရိ/Thiri/ティリ ချို/Cho/チョー ဆွေ/Swe/スエ မြတ်/Myat/ミャッ နွယ်/Nwe/ヌエ ထက်/Htet/テッ ကို/Ko/コー
ပိုင်/Paing/パイン ဇင်/Zin/ジン ရဲ/Ye/イェー စိုး/Soe/ソー သက်/Thet/テッ ဟိန်း/Hein/ヘイン ညီ/Nyi/ニー မွန်/Mon/モン အေး/Aye/エー ရွှေ/Shwe/シュエ
ထူး/Htoo/トゥー စံ/San/サン လွင်/Lwin/ルイン ဥ/Oo/ウー တင်/Tin/ティン မာ/Mar/マー သော်/Thaw/ソー နန္ဒာ/Nandar/ナンダー ရတနာ/Yadana/ヤダナ""")

# Thai, letters, kana.
TH_GIVEN = _rows("""สมชาย/Somchai/ソムチャイ สมศักดิ์/Somsak/ソムサック ประสิทธิ์/Prasit/プラシット สุดา/Suda/スダー กนกวรรณ/Kanokwan/カノクワン
ณัฐพล/Nattapon/ナタポン ศิริพร/Siriporn/シリポーン วิชัย/Wichai/ウィチャイ อรทัย/Orathai/オラタイ นภา/Napha/ナパー พิมพ์ใจ/Phimchai/ピムチャイ
ธนพล/Thanapon/タナポン สุรชัย/Surachai/スラチャイ มาลี/Malee/マリー กิตติ/Kitti/キッティ ปรีชา/Preecha/プリーチャー จันทร์/Chan/チャン""")
TH_PARTS = _rows("""ศรี/Sri/シー ทอง/Thong/トーン แสง/Saeng/セーン บุญ/Bun/ブン วงศ์/Wong/ウォン สุข/Suk/スック แก้ว/Kaeo/ケオ คำ/Kham/カム จันทร์/Chan/チャン
รัตน์/Rat/ラット พงศ์/Phong/ポン ดี/Dee/ディー ใจ/Chai/ジャイ มณี/Manee/マニー พรหม/Phrom/プロム เพชร/Phet/ペッ ชัย/Chai/チャイ กุล/Kun/クン""")

# Letters, kana.
TL_GIVEN = _rows("""Maria/マリア Jose/ホセ Juan/フアン Ana/アナ Rosa/ロサ Carmen/カルメン Teresa/テレサ Cristina/クリスティナ Angelica/アンジェリカ Jennifer/ジェニファー
Michelle/ミシェル Grace/グレース Mary/マリー John/ジョン Mark/マーク Michael/マイケル Christian/クリスチャン Joshua/ジョシュア Angelo/アンジェロ
Rodrigo/ロドリゴ Ramon/ラモン Eduardo/エドゥアルド Ricardo/リカルド Roberto/ロベルト Antonio/アントニオ Fernando/フェルナンド Manuel/マヌエル
Rowena/ロウェナ Marites/マリテス Jocelyn/ジョセリン Rosario/ロサリオ Lourdes/ルルデス Imelda/イメルダ Corazon/コラソン Benigno/ベニグノ Danilo/ダニロ""")
TL_FAMILIES = _rows("""Santos/サントス Reyes/レイエス Cruz/クルス Bautista/バウティスタ Ocampo/オカンポ Garcia/ガルシア Mendoza/メンドーサ Torres/トーレス
Tomas/トマス Castro/カストロ Flores/フローレス Villanueva/ビリャヌエバ Ramos/ラモス Aquino/アキノ Navarro/ナバロ Mercado/メルカド Santiago/サンティアゴ
Rivera/リベラ Domingo/ドミンゴ Gonzales/ゴンサレス Pascual/パスクアル Salazar/サラサール Manalo/マナロ Dizon/ディゾン Magsaysay/マグサイサイ
Dimaculangan/ディマクランガン Pangilinan/パンギリナン Lopez/ロペス Perez/ペレス Soriano/ソリアノ""")
ID_GIVEN = _rows("""Siti/シティ Dewi/デウィ Sri/スリ Agus/アグス Budi/ブディ Eko/エコ Dwi/ドゥウィ Tri/トリ Muhammad/ムハンマド Ahmad/アフマド Nur/ヌル
Rizki/リズキ Andi/アンディ Indah/インダ Fitri/フィトリ Ayu/アユ Putri/プトリ Wahyu/ワヒュ Rina/リナ Yanti/ヤンティ Joko/ジョコ Bambang/バンバン Hendra/ヘンドラ
Yusuf/ユスフ Ratna/ラトナ Lestari/レスタリ Dian/ディアン Rudi/ルディ Slamet/スラメット Hidayat/ヒダヤット""")
ID_FAMILIES = _rows("""Setiawan/スティアワン Wijaya/ウィジャヤ Santoso/サントソ Wahyuni/ワユニ Kurniawan/クルニアワン Susanto/スサント Hidayat/ヒダヤット
Saputra/サプトラ Rahayu/ラハユ Pratama/プラタマ Nugroho/ヌグロホ Utami/ウタミ Siregar/シレガル Nasution/ナスティオン Suryadi/スリヤディ Gunawan/グナワン
Hartono/ハルトノ Purnomo/プルノモ Handayani/ハンダヤニ Permata/プルマタ Wulandari/ウランダリ Maulana/マウラナ Firmansyah/フィルマンシャ
Suharto/スハルト Lubis/ルビス""")
PT_GIVEN = _rows("""Maria/マリア Ana/アナ Juliana/ジュリアナ Fernanda/フェルナンダ Camila/カミラ Patricia/パトリシア Aline/アリネ Bruna/ブルナ Leticia/レチシア
Joao/ジョアン Jose/ジョゼ Carlos/カルロス Paulo/パウロ Pedro/ペドロ Lucas/ルカス Gabriel/ガブリエル Rafael/ラファエル Marcelo/マルセロ Rodrigo/ロドリゴ
Eduardo/エドゥアルド Thiago/チアゴ Vinicius/ヴィニシウス Luciana/ルシアナ Renata/レナタ Cristiane/クリスチアネ""")
PT_FAMILIES = _rows("""Silva/シルバ Santos/サントス Oliveira/オリベイラ Souza/ソウザ Lima/リマ Pereira/ペレイラ Ferreira/フェレイラ Costa/コスタ Rodrigues/ロドリゲス
Almeida/アルメイダ Nascimento/ナシメント Alves/アルベス Carvalho/カルバーリョ Araujo/アラウジョ Ribeiro/リベイロ Barbosa/バルボザ Rocha/ロシャ Dias/ジアス
Moreira/モレイラ Nakamura/ナカムラ Tanaka/タナカ Yamada/ヤマダ Suzuki/スズキ Watanabe/ワタナベ Cardoso/カルドゾ""")

HOMES = {
    "vi": """Nghệ_An:12 Hà_Tĩnh:9 Hải_Dương:7 Thanh_Hóa:8 Bắc_Giang:5 Hưng_Yên:4 Thái_Bình:5 Nam_Định:5 Quảng_Bình:4 Phú_Thọ:3 Hà_Nội:5
    Hải_Phòng:3 Bắc_Ninh:3 Vĩnh_Phúc:3 Ninh_Bình:2 Hà_Nam:2 Thái_Nguyên:2 Quảng_Ninh:2 Huế:2 Đà_Nẵng Quảng_Nam Quảng_Ngãi Bình_Định
    Phú_Yên Khánh_Hòa Đắk_Lắk:2 Gia_Lai Lâm_Đồng Đồng_Nai:2 Bình_Dương Tây_Ninh Long_An Tiền_Giang Bến_Tre Vĩnh_Long Cần_Thơ Đồng_Tháp
    An_Giang Kiên_Giang Cà_Mau Sóc_Trăng Trà_Vinh Bạc_Liêu Hậu_Giang Tuyên_Quang Yên_Bái Lào_Cai Lạng_Sơn Cao_Bằng Hòa_Bình Sơn_La
    Quảng_Trị:2 Hồ_Chí_Minh:4""".split(),
    "": [f"district {number}" for number in range(1, 41)],
}
