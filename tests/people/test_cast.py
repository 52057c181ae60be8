def test_the_cast_holds_its_roles(resident, clerk, handler, city_hall, human_resources):
    assert clerk.has_role("clerk", city_hall)
    assert not clerk.has_role("clerk", human_resources)
    assert handler.has_role("handler", "human-resources")
    assert handler.actor_organisation == "human-resources"
    assert resident.actor_organisation == ""
    assert resident.shown_name == "王*"
