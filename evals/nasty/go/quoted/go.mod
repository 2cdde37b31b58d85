module "example.test/quoted"

go 1.25

replace example.test/nasty/v2 => ../
