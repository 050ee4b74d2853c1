"""Traditional letters of school life as simplified ones, so that one word is not taken for two."""

_TRADITIONAL = (
    "學習語數英體藝術師課題專業師資聯會議開閉幕講座觀摩評聽說讀寫詩詞詠畫書報紙筆記圖館室園區縣鄉鎮區級單節"
    "總結劃計劃協議簽約幫扶雙對結隊團員導領動態運賽獎優質競選個與為從來過將還國際際華漢義務勞實驗踐訓練補"
    "進訪問參觀歡送別離歸檔擔負責護衛險災廚飯餐愛親長輩兒童齡紅領綠藍黃鷺鷹龍鳳馬魚鳥雞貓蠶樹葉蘭蓮棗麥"
    "種頭面積減乘餘數幾何圓錐線條統計圖單雙倍億萬兩歷歲時間鐘點鐵電腦網絡線視頻錄製製無聲響樂譜琴鋼鼓獨"
    "槳蕩陽陰雲霧風飛馳騰橋樓臺灣澗澤溝貧窮豐盛產業務應當誠實謝賀節慶舊新戰爭軍隊紀念烈憶夢滿懷傳遞暖熱"
)
_SIMPLIFIED = (
    "学习语数英体艺术师课题专业师资联会议开闭幕讲座观摩评听说读写诗词咏画书报纸笔记图馆室园区县乡镇区级单节"
    "总结划计划协议签约帮扶双对结队团员导领动态运赛奖优质竞选个与为从来过将还国际际华汉义务劳实验践训练补"
    "进访问参观欢送别离归档担负责护卫险灾厨饭餐爱亲长辈儿童龄红领绿蓝黄鹭鹰龙凤马鱼鸟鸡猫蚕树叶兰莲枣麦"
    "种头面积减乘余数几何圆锥线条统计图单双倍亿万两历岁时间钟点铁电脑网络线视频录制制无声响乐谱琴钢鼓独"
    "桨荡阳阴云雾风飞驰腾桥楼台湾涧泽沟贫穷丰盛产业务应当诚实谢贺节庆旧新战争军队纪念烈忆梦满怀传递暖热"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with the traditional letters that the table knows written as simplified ones."""
    return text.translate(_TABLE)
