/** The form of a region's id, for instance `eu-central-1` or `cn-hangzhou` (DescribeRegions: RegionId). */
export const REGION_ID = /^[a-z]{2}-[a-z]+(-[a-z]{2,}|-\d+)*$/;
