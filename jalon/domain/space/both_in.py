"""Whether nobody of a sitting is still rating, for the policy that lets the person see the other side (ADR 17).

A policy cannot ask its own table; the function asks for it, as the owner, in the centre of the context alone.
"""

BOTH_ARE_IN = """
CREATE FUNCTION space_both_are_in(centre uuid, of_sitting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT NOT EXISTS (SELECT 1 FROM instruments_measurement
                       WHERE centre_id = centre AND sitting = of_sitting AND state = 'draft' AND corrects_id IS NULL)
$$;
REVOKE ALL ON FUNCTION space_both_are_in(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION space_both_are_in(uuid, uuid) TO jalon_person;
"""
