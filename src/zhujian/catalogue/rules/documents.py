"""Types of documents that materials are made of: what lets two forms ask for one thing once."""

from collections.abc import Mapping
from types import MappingProxyType

DOCUMENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "id-card": "居民身份证",
        "household-register": "居民户口簿",
        "marriage-certificate": "结婚证",
        "divorce-certificate": "离婚证",
        "birth-certificate": "出生医学证明",
        "death-certificate": "死亡证明",
        "residence-permit": "居住证",
        "passport": "护照",
        "social-security-card": "社会保障卡",
        "bank-card": "银行卡或存折",
        "photo": "证件照片",
        "application-form": "申请表",
        "commitment": "承诺书",
        "power-of-attorney": "授权委托书",
        "family-authorisation": "家庭经济状况核对授权书",
        "income-statement": "收入情况说明",
        "property-statement": "财产情况说明",
        "disability-certificate": "残疾人证",
        "medical-diagnosis": "疾病诊断证明",
        "medical-records": "病历资料",
        "medical-invoice": "医疗费用票据",
        "referral": "转诊意见",
        "hardship-evidence": "困难情形佐证",
        "employment-certificate": "就业创业证",
        "dismissal-record": "终止或解除劳动关系材料",
        "labour-contract": "劳动合同",
        "diploma": "学历证书",
        "business-licence": "营业执照",
        "food-licence": "食品经营许可证",
        "property-certificate": "不动产权证书",
        "lease": "房屋租赁合同",
        "work-abroad-evidence": "异地工作或居住佐证",
        "guardian-evidence": "监护关系佐证",
        "low-income-certificate": "低收入家庭认定材料",
    }
)

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "身份证": "id-card",
        "户口簿": "household-register",
        "户口本": "household-register",
        "结婚证": "marriage-certificate",
        "离婚证": "divorce-certificate",
        "出生医学证明": "birth-certificate",
        "死亡": "death-certificate",
        "居住证": "residence-permit",
        "护照": "passport",
        "社会保障卡": "social-security-card",
        "银行卡": "bank-card",
        "银行账户": "bank-card",
        "照片": "photo",
        "承诺书": "commitment",
        "授权书": "power-of-attorney",
        "委托书": "power-of-attorney",
        "残疾人证": "disability-certificate",
        "诊断": "medical-diagnosis",
        "病历": "medical-records",
        "营业执照": "business-licence",
        "劳动合同": "labour-contract",
        "不动产权": "property-certificate",
        "租赁合同": "lease",
        "申请表": "application-form",
        "申请书": "application-form",
        "登记表": "application-form",
    }
)


def document_type_of(name: str) -> str:
    """Return the type of document a material's name stands for.

    A name that stands for none keeps itself as its type, so that equal names still merge.
    """
    for part, kind in _NAMES.items():
        if part in name:
            return kind
    return f"named:{name}" if name else ""
