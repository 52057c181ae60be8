"""The journal's words for synonyms and local words."""

from zhujian.kernel.journal import Verb, register_verbs

register_verbs(
    {
        "synonym.set": Verb("同义词「{everyday}」对应「{official}」，{state}"),
        "synonym.remove": Verb("删除同义词「{everyday}」对应「{official}」"),
        "local-word.set": Verb("本地词「{word}」，{state}"),
        "local-word.remove": Verb("删除本地词「{word}」"),
        "missed-question.settle": Verb("没有找到的搜索「{words}」已处理"),
    }
)
