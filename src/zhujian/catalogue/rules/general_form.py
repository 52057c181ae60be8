"""The form of an item for which its organisation has not drawn up one of its own."""

from collections.abc import Mapping
from typing import Any

GENERAL_FORM: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "办事申请表",
    "type": "object",
    "additionalProperties": False,
    "required": ["applicant_name", "id_number", "phone"],
    "properties": {
        "applicant_name": {
            "type": "string",
            "title": "申请人姓名或单位名称",
            "minLength": 2,
            "maxLength": 60,
            "x-concept": "person.name",
        },
        "id_number": {
            "type": "string",
            "title": "申请人（经办人）身份证号",
            "format": "cn-id",
            "x-concept": "person.id_number",
        },
        "phone": {
            "type": "string",
            "title": "手机号",
            "format": "cn-mobile",
            "description": "办理进展会发短信到这个号码。",
            "x-concept": "person.phone",
        },
        "remarks": {
            "type": "string",
            "title": "需要说明的情况",
            "maxLength": 500,
            "x-concept": "application.remarks",
        },
    },
    "examples": [
        {
            "applicant_name": "张样例",
            "id_number": "510683180001010011",
            "phone": "13900000000",
            "remarks": "希望办好后邮寄。",
        }
    ],
}
