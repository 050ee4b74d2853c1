"""活动: one short form, many schools, confirmed by the other side."""
