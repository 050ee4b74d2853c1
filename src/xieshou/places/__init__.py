"""The tree of places: nation, province, city, county, town, school, campus."""
